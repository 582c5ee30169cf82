/* The idle lock of an unattended page: hands the words of all unfinished forms to the sealed session and leaves.
   While somebody types, it says so now and then, so that a long note is not interrupted. */

const form = document.getElementById("lock");
const limit = Number(form.dataset.minutes) * 60_000;
const SAY_EVERY = Math.min(limit / 3, 180_000);
let touched = Date.now();
let said = Date.now();

const isChanged = (control) => {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT") return [...control.options].some((one) => one.selected !== one.defaultSelected);
  return control.type !== "hidden" && control.type !== "file" && control.value !== (control.defaultValue ?? "");
};

const unfinished = () =>
  [...document.querySelectorAll("main form[method=post]")].filter((one) => [...one.elements].some(isChanged));

const inside = (address) => {
  const found = new URL(address || location.href, location.href);
  return found.pathname + found.search;
};

const typedIn = (one) => [...new FormData(one)].filter(([, value]) => typeof value === "string");

const keepTyped = () => {
  form.elements.typed_on.value = inside(location.href);
  form.elements.typed.value = JSON.stringify(
    unfinished().map((one) => [inside(one.getAttribute("action")), typedIn(one)]),
  );
};

const sayHere = () => {
  said = Date.now();
  fetch(form.dataset.here, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
};

const look = () => {
  const now = Date.now();
  if (now - touched >= limit) {
    keepTyped();
    form.submit();
  } else if (touched > said && now - said >= SAY_EVERY) {
    sayHere();
  }
};

for (const sign of ["keydown", "pointerdown", "input"]) {
  document.addEventListener(sign, () => { touched = Date.now(); }, { capture: true, passive: true });
}
form.addEventListener("submit", keepTyped);
setInterval(look, Math.min(limit / 10, 5_000));
document.addEventListener("visibilitychange", look);

// A browser that keeps pages for the way back, also those that say no-store, shows none of ours to whoever comes next.
addEventListener("pagehide", ({ persisted }) => { if (persisted) document.body.hidden = true; });
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
