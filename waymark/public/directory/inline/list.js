// Finds, sorts and tells more in the page itself: what is typed or pressed here is sent nowhere, kept nowhere, and in
// no address. The loader in the page fetched this together with all that is said, and left it at the form.
(d => {
const form = d.getElementById("find"), told = d.getElementById("told"), data = form.got, keys = Object.keys(data.more);
const all = [], known = new Set(), names = {};

const words = text => (text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).slice(0, 400);
const starts = (list, word) => list.some(w => w.startsWith(word));

const fields = d.createElement("template");
fields.innerHTML = data.fields;
fields.content.querySelectorAll("option").forEach(o => { names[o.value] = o.text; });
d.querySelectorAll(".org").forEach(el => {
const name = el.querySelector("button"), key = keys.find(k => k.startsWith(name.value) || name.value.startsWith(k));
const [more, text, terms, at] = data.more[key] || ["", el.textContent, "", ""], held = words(text + terms.replace(/\S+/g, t => " " + names[t]));
name.setAttribute("aria-expanded", false);
held.forEach(w => known.add(w));
all.push({ el, key, more, home: el.parentNode, terms: terms.split(" "), held, at: at && at.split(",") });
});

// The rest of what is said, below what stands there. An entry that is gone meanwhile has none.
function tell(name) {
const { el, key, more } = all.find(one => one.el.contains(name));
let rest = el.querySelector("div");
if (!rest) {
rest = el.appendChild(d.createElement("div"));
rest.hidden = true;
rest.innerHTML = more + (key ? `<p>${data.picks.split("#").join(key)}</p>` : "");
}
rest.hidden = !rest.hidden;
name.setAttribute("aria-expanded", !rest.hidden);
}

// Letters added, left out, changed or swapped: how many it takes from one word to the other.
function slips(a, b) {
const rows = [[]];
for (let j = 0; j <= b.length; j++) rows[0][j] = j;
for (let i = 1; i <= a.length; i++) {
rows[i] = [i];
for (let j = 1; j <= b.length; j++) {
rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
}
}
return rows[a.length][b.length];
}

function meant(word) {
let most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0, best = word;
if (most && !starts([...known], word)) known.forEach(w => {
const n = Math.abs(w.length - word.length) > most ? 9 : slips(word, w);
if (n <= most) { best = w; most = n - 1; }
});
return best;
}

function place(text) {
const code = text.trim().toUpperCase().match(/^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?$/), town = words(text).join(" ");
const found = data.places.filter(p => code ? p[0] === code[1] : words(p[3]).join(" ") === town);
return found.length && [1, 2].map(i => found.reduce((sum, p) => sum + p[i], 0) / found.length);
}

function far(at, to) {
return to ? 111.2 * Math.hypot(to[0] - at[0], (to[1] - at[1]) * Math.cos(at[0] * Math.PI / 180)) : 60;
}

function fits(one, name) {
const list = form.elements[name], has = value => one.terms.includes(value);
return !list.value || has(list.value) || name === "whom" && ![...list.options].some(o => o.value && has(o.value));
}

function look() {
const { text, near } = form.elements, said = words(text.value), telling = said.filter(w => !data.small.includes(w)), asked = (telling.length ? telling : said).slice(0, 8).map(meant), at = near.value.trim() && place(near.value);
const count = one => asked.filter(w => starts(one.held, w)).length;
let left = all.filter(one => ["what", "whom", "how"].every(name => fits(one, name)));
const best = Math.max(0, ...left.map(count));
if (asked.length) left = left.filter(one => best && count(one) === best);
all.forEach(one => { one.el.hidden = !left.includes(one); });
(at ? [...all].sort((a, b) => far(at, a.at) - far(at, b.at)) : all).forEach(one => one.home.append(one.el));
d.querySelectorAll(".orgs").forEach(group => { group.hidden = !group.querySelector(".org:not([hidden])"); });
told.textContent = (at === 0 ? data.noplace + " " : "") + data.found.replace("0", left.length);
told.focus();
}

// Pressed for the first time, the fields come; with the fields there, it is a question.
form.act = name => {
if (name) return tell(name);
if (form.asking) return look();
form.asking = true;
form.replaceChildren(fields.content);
told.hidden = true;
form.elements.text.focus();
};
})(document);
