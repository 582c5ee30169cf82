// Leaves this site: blank first, then clear in the background, then replace. Nothing here waits for a network.
(function (d, w) {
var form = d.getElementById("leave"), said = d.getElementById("leaving"), to = form.getAttribute("data-to");
var count = 0, last = 0, alone = false, gone = false;

function leave() {
if (gone) return;
gone = true;
d.documentElement.replaceChildren();
try { fetch(form.getAttribute("action"), { method: "POST", keepalive: true, redirect: "manual" }).catch(function () {}); } catch (e) {}
w.location.replace(to);
}

function say(text) { if (said) said.textContent = text; }

function reset() { alone = false; if (count) { count = 0; say(""); } }

// On a touch keyboard Shift is part of typing; there the button is the way out.
function counts(e) {
var el = e.target, typing = el && el.closest && el.closest("input,textarea,select");
return e.code && !e.isComposing && !(typing && w.matchMedia("(pointer:coarse)").matches);
}

form.addEventListener("submit", function (e) { e.preventDefault(); leave(); });

d.addEventListener("keydown", function (e) {
if (e.key === "Shift" && !e.ctrlKey && !e.altKey && !e.metaKey) alone = true; else reset();
});

// A Shift counts when it comes up and nothing else was pressed with it.
d.addEventListener("keyup", function (e) {
if (e.key !== "Shift" || !alone || !counts(e)) return;
alone = false;
if (e.timeStamp - last > 5000) count = 0;
last = e.timeStamp;
count += 1;
if (count > 2) leave();
else say(form.getAttribute("data-say-" + count));
});

d.addEventListener("pointerdown", reset);

// Back or Forward from another site, or a page kept in memory, shows nothing of ours.
w.addEventListener("pageshow", function (e) {
var how = w.navigation && w.navigation.activation;
if (e.persisted || (how && how.navigationType === "traverse" && !how.from)) leave();
});

// Links inside this site take the place of the page they are on, so Back leaves no trail to walk.
d.addEventListener("click", function (e) {
var a = e.target.closest && e.target.closest("a[href]");
if (!a || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
if (a.target || a.origin !== w.location.origin || a.hash || a.protocol.indexOf("http")) return;
e.preventDefault();
w.location.replace(a.href);
});
})(document, window);
