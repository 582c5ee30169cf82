// Finds and sorts in the page itself: what is typed here is sent nowhere, kept nowhere, and in no address.
(function (d) {
var form = d.getElementById("find");
if (!form || form.dataset.ready) return;
form.dataset.ready = "1";
var told = d.getElementById("told"), all = [], places = {}, towns = {}, said = {}, known = {}, names = {};

function words(text) {
return (text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).slice(0, 400);
}

form.dataset.places.split(";").forEach(function (each) {
var p = each.split(","), at = [+p[1], +p[2]], town = words(p[3] || "").join(" ");
if (p.length < 4) return;
places[p[0]] = at;
(towns[town] = towns[town] || []).push(at);
});
form.dataset.said.split(";").forEach(function (each) { var p = each.split(","); said[p[0]] = p[1]; });

form.querySelectorAll("option").forEach(function (o) { names[o.value] = o.text; });

d.querySelectorAll(".org").forEach(function (el, order) {
var terms = el.dataset.k.split(" "), held = {}, ways = { phone: "tel", text: "sms", email: "mailto", web: "http" };
Object.keys(ways).forEach(function (way) { if (el.querySelector("a[href^=" + ways[way] + "]")) terms.push(way); });
words(el.textContent + terms.map(function (t) { return " " + (said[t] || "") + " " + names[t]; }).join("")).forEach(function (w) { held[w] = known[w] = 1; });
all.push({ el: el, home: el.parentNode, order: order, terms: terms, held: Object.keys(held), at: el.dataset.p ? el.dataset.p.split(",").map(Number) : null });
});

// Letters added, left out, changed or swapped: how many it takes from one word to the other.
function slips(a, b) {
var rows = [[]], i, j;
for (j = 0; j <= b.length; j++) rows[0][j] = j;
for (i = 1; i <= a.length; i++) {
rows[i] = [i];
for (j = 1; j <= b.length; j++) {
rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
}
}
return rows[a.length][b.length];
}

function starts(list, word) { return list.some(function (w) { return w.indexOf(word) === 0; }); }

function meant(word) {
var list = Object.keys(known), most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0, best = word, n;
if (!most || starts(list, word)) return word;
list.forEach(function (w) {
if (Math.abs(w.length - word.length) <= most && (n = slips(word, w)) <= most) { best = w; most = n - 1; }
});
return best;
}

function place(text) {
var code = text.trim().toUpperCase().match(/^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?$/), found = towns[words(text).join(" ")];
if (code && places[code[1]]) return places[code[1]];
return found ? [0, 1].map(function (i) { return found.reduce(function (sum, p) { return sum + p[i]; }, 0) / found.length; }) : null;
}

function far(one, at) {
if (!one.at) return 60;
var x = (one.at[1] - at[1]) * Math.cos(at[0] * Math.PI / 180), y = one.at[0] - at[0];
return 111.2 * Math.sqrt(x * x + y * y);
}

function fits(one, name) {
var wanted = form.elements[name].value, whom = form.elements.whom;
if (!wanted || one.terms.indexOf(wanted) >= 0) return true;
return name === "whom" && ![].some.call(whom.options, function (o) { return o.value && one.terms.indexOf(o.value) >= 0; });
}

function find() {
var asked = words(form.elements.text.value).slice(0, 8).map(meant), near = form.elements.near.value, at = near.trim() ? place(near) : null;
var left = all.filter(function (one) { return ["what", "whom", "how"].every(function (name) { return fits(one, name); }); });
var count = function (one) { return asked.filter(function (w) { return starts(one.held, w); }).length; };
var best = Math.max.apply(null, left.map(count).concat(0));
if (asked.length) left = best ? left.filter(function (one) { return count(one) === best; }) : [];
all.forEach(function (one) { one.el.hidden = left.indexOf(one) < 0; });
all.slice().sort(function (a, b) { return (at ? far(a, at) - far(b, at) : 0) || a.order - b.order; }).forEach(function (one) { one.home.appendChild(one.el); });
d.querySelectorAll(".orgs").forEach(function (group) { group.hidden = !group.querySelector(".org:not([hidden])"); });
told.textContent = (near.trim() && !at ? form.dataset.noplace + " " : "") + form.dataset.found.replace("0", left.length);
told.hidden = false;
told.focus();
}

form.addEventListener("submit", function (e) {
if (e.submitter && e.submitter.name === "wrong") return;
e.preventDefault();
find();
});
form.addEventListener("reset", function () { setTimeout(find); });
})(document);
