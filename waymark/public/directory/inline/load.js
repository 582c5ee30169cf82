// What somebody looks for or looks at is not sent. All of it is fetched, the same for everybody, with what shows it.
// A browser too old for this sends the form, and the server answers.
(d => {
const find = d.getElementById("find"), list = d.getElementById("list"), told = d.getElementById("told"), leaving = d.getElementById("leaving"), say = leaving.dataset;
async function act(name) {
const where = name ? leaving : told;
told.hidden = told.hidden && name;
try {
if (!find.act) {
where.textContent = say.wait;
find.got = await (await fetch(find.dataset.rest, { cache: "no-store", credentials: "omit" })).json();
where.textContent = "";
find.appendChild(d.createElement("script")).text = find.got.script;
}
find.act(name);
} catch (e) { where.textContent = say.failed; if (!name) told.focus(); }
}
find.onsubmit = () => { act(); return false; };
find.onreset = () => { setTimeout(act); };
list.onsubmit = e => {
const name = e.submitter;
if (!name || name.name !== "see") return true;
act(name);
return false;
};
})(document);
