/* Passkeys: asks the browser, puts its answer into the form, and sends the form. Without script the form stays hidden. */

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: fromText(one.id) }));

const readAsked = (asked) => ({
  ...asked,
  challenge: fromText(asked.challenge),
  ...(asked.user && { user: { ...asked.user, id: fromText(asked.user.id) } }),
  ...(asked.allowCredentials && { allowCredentials: withBytes(asked.allowCredentials) }),
  ...(asked.excludeCredentials && { excludeCredentials: withBytes(asked.excludeCredentials) }),
});

const writeAnswer = ({ id, rawId, type, response }) => {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const found = names.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
  return JSON.stringify({ id, rawId: toText(rawId), type, response: Object.fromEntries(found) });
};

const ask = async (form) => {
  const publicKey = readAsked(JSON.parse(form.dataset.asked));
  const answer = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  form.elements.answer.value = writeAnswer(answer);
  form.submit();
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.parentElement.querySelector(".without-script")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form).catch(() => form.submit());
  });
}
