// What axe cannot see, looked at in the page itself: answers with the faults as sentences. Nothing waits, so it
// works where the page's own scripts are off.
(rightToLeft) => {
  const faults = [];
  const root = document.documentElement;
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const seen = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(el).visibility !== "hidden" && !el.closest(".hidden");
  };
  const name = (el) => `${el.tagName.toLowerCase()} "${el.textContent.trim().slice(0, 30)}"`;
  const say = (fault, el) => faults.push(el ? `${fault}: ${name(el)}` : fault);
  const leave = document.querySelector("#leave button");

  // 1.4.10 and 1.4.4: everything fits the width, and nothing is cut.
  const fits = (when) => {
    if (root.scrollWidth > root.clientWidth) say(`needs sideways scrolling ${when}`);
    for (const el of all("body *").filter(seen)) {
      const box = el.getBoundingClientRect();
      if (!el.closest(".skip") && (box.left < -1 || box.right > root.clientWidth + 1)) say(`reaches out of the page ${when}`, el);
      const style = getComputedStyle(el);
      const cuts = style.overflowX !== "visible" && style.overflowX !== "auto" && el.scrollWidth > el.clientWidth + 1;
      if (cuts && !el.matches("input,textarea,select")) say(`is cut off ${when}`, el);
    }
    const box = leave.getBoundingClientRect();
    if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) say(`the way out is not in view ${when}`);
    if (box.height < 44 || box.width < 44) say(`the way out is small ${when}`);
  };
  for (const share of [0, 0.5, 1]) {
    scrollTo(0, share * root.scrollHeight);
    const box = leave.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) say(`the way out scrolls away at ${share}`);
  }
  scrollTo(0, 0);
  fits("as it is");

  // 1.4.12: with the spacing that a reader may ask for.
  const spaced = new CSSStyleSheet(), worn = document.adoptedStyleSheets;
  spaced.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}");
  document.adoptedStyleSheets = [...worn, spaced];
  fits("with wide spacing");
  document.adoptedStyleSheets = worn;

  // 2.5.8: 24 pixels for a link in a sentence's line, 44 for what stands alone.
  for (const el of all("button, summary, label.choice, .doors li, footer nav a, .leave, textarea, select").filter(seen)) {
    if (el.getBoundingClientRect().height < 44) say("is a small target", el);
  }
  for (const el of all("main a").filter(seen)) {
    const alone = el.parentElement.textContent.trim() === el.textContent.trim();
    if (alone && el.getBoundingClientRect().height < 24) say("is a small target", el);
  }

  // 2.4.11: what takes the focus is never under the bar, nor below the edge.
  const bar = document.querySelector(".top").getBoundingClientRect().height;
  for (const el of all("a[href], button, input:not([type=hidden]), textarea, select, summary").filter(seen)) {
    if (el.closest(".top, .skip") || (el.tagName !== "SUMMARY" && el.closest("details:not([open])"))) continue;
    el.focus();
    if (document.activeElement !== el) { say("takes no focus", el); continue; }
    const lines = [...el.getClientRects()];
    const [top, bottom] = [lines[0].top, lines.at(-1).bottom];
    if (top < bar - 1 && bottom - top < innerHeight - bar) say("has the focus under the bar", el);
    if (top > innerHeight - 1) say("has the focus below the edge", el);
    const style = getComputedStyle(el);
    if (el.matches(":focus-visible") && style.outlineStyle === "none") say("does not show the focus", el);
  }
  if (document.activeElement) document.activeElement.blur();
  scrollTo(0, 0);

  // 2.3.3 and 2.2.2: nothing moves.
  if (document.getAnimations().length) say("something moves");
  for (const el of all("body *")) {
    const style = getComputedStyle(el);
    if (parseFloat(style.transitionDuration) || style.animationName !== "none") say("would move", el);
  }

  // 3.1.1 and 3.1.2: every language runs its own way; 1.3.1: headings in order.
  for (const el of all("[lang]")) {
    const wanted = rightToLeft.includes(el.lang.split("-")[0]) ? "rtl" : "ltr";
    if (getComputedStyle(el).direction !== wanted && el !== root) say(`is ${el.lang} and runs ${getComputedStyle(el).direction}`, el);
  }
  const levels = all("h1, h2, h3, h4").map((el) => Number(el.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) say("has not exactly one first heading");
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) say(`skips a level of heading at ${at}`); });

  // A drawing does not take the reader's own colours by itself.
  if (matchMedia("(forced-colors: active)").matches) {
    for (const el of all(".picture svg")) if (getComputedStyle(el).stroke !== getComputedStyle(el.parentElement).color) say("keeps a colour of ours", el);
  }

  // T6 and T8, Q12: nothing typed is kept, nothing is fetched ahead, nothing lies over the page.
  for (const el of all("input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea")) {
    if ((el.getAttribute("autocomplete") || el.form?.getAttribute("autocomplete")) !== "off") say("lets the browser keep what is typed", el);
    for (const event of ["onpaste", "oncopy"]) if (el.hasAttribute(event)) say("minds pasting", el);
  }
  if (document.querySelector("dialog, [role=dialog], [role=alertdialog], [aria-modal], marquee")) say("something lies over the page");

  // Which elements a reader meets at all: where these are the same, so is all that axe says of more than looks.
  const shown = all("*").map((el) => Number(el.checkVisibility({ visibilityProperty: true }))).join("");

  return { faults, shown, help: all("footer nav a").map((el) => el.getAttribute("href").replace(/^\/[a-z]{2,3}(?=\/|$)/, "")) };
}
