// A search is not sent. All entries are fetched, the same for everybody, with what searches them here.
// A browser too old for this sends the form, and the server answers.
(d => {
const form = d.getElementById("find"), told = d.getElementById("told"), say = d.getElementById("leaving").dataset;
async function look() {
told.hidden = false;
try {
if (!form.look) {
told.textContent = say.wait;
form.got = await (await fetch(form.dataset.rest, { cache: "no-store", credentials: "omit" })).json();
form.appendChild(d.createElement("script")).text = form.got.script;
}
form.look();
} catch (e) { told.textContent = say.failed; }
told.focus();
}
form.onsubmit = () => { look(); return false; };
form.onreset = () => { setTimeout(look); };
})(document);
