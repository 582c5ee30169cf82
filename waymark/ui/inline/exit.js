// Leaves this site: blank first, then clear in the background, then replace. Nothing here waits for a network.
// Tells other scripts by two events of the document: "gone", so that they forget; "swapped" comes from quiet.js.
(function (d, w) {
var form = d.getElementById("leave"), action = form.getAttribute("action"), to = form.getAttribute("data-to");
var count = 0, last = 0, alone = false, keys = true, gone = false, left = false;

function forget() {
if (gone) return;
gone = true;
d.documentElement.textContent = "";
try { d.dispatchEvent(new Event("gone")); } catch (e) {}
try { fetch(action, { method: "POST", keepalive: true, redirect: "manual" }).catch(function () {}); } catch (e) {}
}

function leave() {
forget();
if (left) return;
left = true;
w.location.replace(to);
}

function say(text) { var said = d.getElementById("leaving"); if (said) said.textContent = text; }

function reset() { alone = false; if (count) { count = 0; say(""); } }

// On a touch keyboard Shift is part of typing; there the button is the way out.
function counts(e) {
var el = e.target, typing = el && el.closest && el.closest("input,textarea,select");
return e.code && !e.isComposing && !(typing && w.matchMedia("(pointer:coarse)").matches);
}

// Whether Back, Forward or a restored tab brought this page, rather than a page of ours.
function returned() {
var how = w.navigation && w.navigation.activation, entry;
if (how) return how.navigationType === "traverse" && !how.from;
entry = w.performance && w.performance.getEntriesByType && w.performance.getEntriesByType("navigation")[0];
return entry && entry.type === "back_forward";
}

// The choices that need scripts. They last as long as this document: nothing is stored.
function offer() {
var all = d.getElementById("visit"), own = d.getElementById("shift");
if (all) all.hidden = false;
if (own) own.checked = keys;
}

d.addEventListener("submit", function (e) {
if (e.target.id !== "leave") return;
e.preventDefault();
leave();
});

d.addEventListener("keydown", function (e) {
if (e.key === "Shift" && !e.ctrlKey && !e.altKey && !e.metaKey) alone = true; else reset();
});

// A Shift counts when it comes up and nothing else was pressed with it.
d.addEventListener("keyup", function (e) {
if (!keys || e.key !== "Shift" || !alone || !counts(e)) return;
alone = false;
if (e.timeStamp - last > 5000) count = 0;
last = e.timeStamp;
count += 1;
if (count > 2) leave();
else say(d.getElementById("leave").getAttribute("data-say-" + count));
});

d.addEventListener("pointerdown", reset);
d.addEventListener("change", function (e) { if (e.target.id === "shift") keys = e.target.checked; });
d.addEventListener("swapped", offer);

// A page that goes out of sight is emptied, so that no browser keeps it; one that comes back leaves again.
w.addEventListener("pagehide", forget);
w.addEventListener("pageshow", function (e) { if (e.persisted) leave(); });
if (returned()) leave(); else offer();
})(document, window);
