// Quiet mode: a page of this site is fetched and takes the place of this one, so a visit is one row of history.
// A browser without what this needs replaces pages by links, and sends forms as ever.
(function (d, w) {
var root = d.documentElement, here = w.location.href, own = d.body.getAttribute("data-made");
var able = w.fetch && w.AbortController && w.DOMParser && w.URL && w.URLSearchParams && w.FormData && w.FormData.prototype.has;
var quiet = true, busy = null, missed = "", pressed = null, kept = [], at = 0;

function say(what) {
var said = d.getElementById("leaving");
if (said) said.textContent = what ? said.getAttribute("data-" + what) : "";
}

function stop() {
if (!busy) return;
w.clearTimeout(busy.soon);
busy.abort.abort();
busy = null;
var main = d.getElementById("main");
if (main) main.removeAttribute("aria-busy");
say("");
}

// Gives the focus; the page stands where it is only if it should `stay`.
function aim(el, stay) {
if (!el) return;
if (el.tabIndex < 0) el.tabIndex = -1;
el.focus({ preventScroll: true });
if (!stay) el.scrollIntoView();
}

function put(page) {
here = page.here;
d.title = page.title;
root.lang = page.lang;
root.dir = page.dir;
root.replaceChild(page.body, d.body);
w.scrollTo(0, page.top);
d.dispatchEvent(new Event("swapped"));
}

function leaf(doc, address) {
return { body: doc.body, title: doc.title, lang: doc.documentElement.lang, dir: doc.documentElement.dir, here: address, top: 0 };
}

// Only where somebody wants Back to work inside the site are pages kept, in memory, until the exit.
function keep() {
kept[at] = leaf(d, here);
kept[at].top = w.pageYOffset;
}

function show(next, address) {
var more = next.querySelectorAll("main script"), hash = new URL(address).hash.slice(1);
if (!quiet) {
keep();
at += 1;
kept.length = at;
w.history.pushState(at, "", address);
}
put(leaf(next, address));
// Scripts of a page that was parsed do not run. Its own are made anew; the one that all pages share runs already.
more.forEach(function (from) {
var made = d.createElement("script");
made.text = from.text;
from.parentNode.replaceChild(made, from);
});
if (hash && d.getElementById(hash)) aim(d.getElementById(hash));
else aim(d.querySelector("[autofocus]") || d.querySelector("h1") || d.getElementById("main"), true);
}

// What was typed stays where it is; above it stands what went wrong.
function tell(next) {
var main = d.getElementById("main"), note = d.getElementById("trouble") || d.createElement("div"), first = d.createElement("p");
first.appendChild(d.createElement("strong")).textContent = next.querySelector("main h1").textContent;
note.id = "trouble";
note.className = "urgent";
note.setAttribute("role", "alert");
note.lang = next.documentElement.lang;
note.dir = next.documentElement.dir;
note.textContent = "";
note.appendChild(first);
next.querySelectorAll("main>p,main div>p").forEach(function (line) { note.appendChild(line); });
main.insertBefore(note, main.firstChild);
aim(note);
}

function fail(to, send) {
if (!send && missed === to) return w.location.replace(to);
missed = to;
say("failed");
}

function take(answer, text, to, send) {
var next = new DOMParser().parseFromString(text, "text/html"), made = next.body.getAttribute("data-made");
if (made && send && !answer.ok && !next.querySelector("main form")) return tell(next);
if (made && (send || made === own)) return show(next, answer.url + (answer.redirected ? "" : new URL(to).hash));
if (send || !answer.ok) return fail(to, send);
w.location.replace(to);
}

// `send` is what a form sends, and `key` what was pressed for it. Pressed twice in a hurry is pressed once;
// anything else that is pressed takes the place of what is on its way.
function ask(to, key, send) {
var mine, how = send || {};
if (busy && busy.key === key && Date.now() - busy.since < 5000) return;
stop();
mine = busy = { key: key, since: Date.now(), abort: new AbortController(), soon: w.setTimeout(function () { say("wait"); }, 300) };
d.getElementById("main").setAttribute("aria-busy", "true");
how.signal = mine.abort.signal;
how.cache = "no-store";
how.credentials = "omit";
how.mode = "same-origin";
how.referrerPolicy = "no-referrer";
w.fetch(to, how).then(function (answer) {
return (/^text\/html/.test(answer.headers.get("content-type")) ? answer.text() : Promise.resolve("")).then(function (text) {
if (busy === mine) { stop(); take(answer, text, to, send); }
});
}).catch(function () { if (busy === mine) { stop(); fail(to, send); } });
}

// What a browser would send: the same fields in the same order, lines ended as it ends them.
function lines(text) { return text.replace(/\r\n?|\n/g, "\r\n"); }

function write(data) {
var out = new URLSearchParams();
data.forEach(function (value, name) { out.append(lines(name), lines(value.name === undefined ? value : value.name)); });
return out.toString();
}

d.addEventListener("click", function (e) {
var a = e.target.closest && e.target.closest("a[href],button"), name, el, to;
if (a && a.tagName === "BUTTON") pressed = a;
if (!a || !a.href || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
if (a.target || a.hasAttribute("download") || a.protocol.indexOf("http")) return;
name = a.getAttribute("href");
if (name.charAt(0) === "#") {
el = d.getElementById(name.slice(1));
if (el) { e.preventDefault(); aim(el); }
return;
}
if (!able) {
if (a.origin !== w.location.origin || a.hash) return;
e.preventDefault();
w.location.replace(a.href);
return;
}
to = new URL(name, here);
if (to.origin !== w.location.origin) return;
e.preventDefault();
ask(to.href, to.href);
});

if (!able) return;

d.addEventListener("submit", function (e) {
var f = e.target, b = e.submitter || pressed, data, to, send;
function said(name) { return (b && b.getAttribute("form" + name)) || f.getAttribute(name) || ""; }
if (b && b.form !== f) b = null;
pressed = null;
to = new URL(said("action") || here, here);
if (e.defaultPrevented || said("target") || to.origin !== w.location.origin) return;
e.preventDefault();
data = new FormData(f, b);
if (b && b.name && !data.has(b.name)) data.append(b.name, b.value);
to.hash = "";
if (said("method").toLowerCase() !== "post") to.search = write(data);
else if (said("enctype") === "multipart/form-data") send = { method: "POST", body: data };
else send = { method: "POST", body: write(data), headers: { "Content-Type": "application/x-www-form-urlencoded" } };
ask(to.href, b || f, send);
});

w.addEventListener("popstate", function (e) {
if (!able || typeof e.state !== "number") return;
stop();
keep();
at = e.state;
if (kept[at]) put(kept[at]); else w.location.reload();
});

function offer() {
var box = d.getElementById("trail");
if (!box) return;
box.checked = quiet;
box.closest("p").hidden = false;
}

d.addEventListener("change", function (e) {
if (e.target.id !== "trail") return;
quiet = e.target.checked;
if (!quiet) w.history.replaceState(at, "");
});
d.addEventListener("swapped", offer);
d.addEventListener("gone", function () { stop(); kept = []; pressed = null; able = false; });
offer();
})(document, window);
