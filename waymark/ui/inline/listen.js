// Reads the page out, with a voice that lives on this device: any other would send the words to a company.
// Each page that can be read out brings it; the first one serves all that are swapped in.
(function (d, w) {
var speech = w.speechSynthesis, kept = [], watch = null, what = "h1,h2,h3,p,li,dt,dd,summary,legend,label";
if (d.listens || !speech || !w.SpeechSynthesisUtterance || !w.MutationObserver || !d.documentElement.closest) return;

d.listens = true;

function button() { return d.getElementById("listen"); }

function language(el) { return el.closest("[lang]").lang.toLowerCase().split("-")[0]; }

function voice(el) {
var wanted = language(el), all = speech.getVoices(), i;
for (i = 0; i < all.length; i += 1) {
if (all[i].localService === true && all[i].lang.toLowerCase().split(/[-_]/)[0] === wanted) return all[i];
}
}

function label(name) { var b = button(); if (b) b.textContent = b.getAttribute("data-" + name); }

function offer() { var b = button(); if (b) b.hidden = !voice(b); }

function stop() {
if (!watch) return;
watch.disconnect();
watch = null;
kept = [];
speech.cancel();
label("listen");
}

function start() {
[].forEach.call(d.querySelectorAll("main " + what.split(",").join(",main ")), function (el) {
var text = el.textContent.replace(/\s+/g, " ").trim(), own = voice(el), said;
if (!text || !own || el.querySelector(what) || el.closest(".ways,details") || !el.getClientRects().length) return;
said = new w.SpeechSynthesisUtterance(text);
said.voice = own;
said.lang = own.lang;
kept.push(said);
});
if (!kept.length) return;
kept[kept.length - 1].onend = kept[kept.length - 1].onerror = stop;
// The page goes when somebody leaves, and when another takes its place.
watch = new w.MutationObserver(stop);
watch.observe(d.documentElement, { childList: true });
speech.cancel();
label("stop");
kept.forEach(function (said) { speech.speak(said); });
}

d.addEventListener("click", function (e) {
if (!e.target.closest || !e.target.closest("#listen")) return;
if (watch) stop(); else start();
});
d.addEventListener("visibilitychange", function () { if (d.hidden) stop(); });
w.addEventListener("pagehide", stop);
d.addEventListener("swapped", offer);
if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
else speech.onvoiceschanged = offer;
offer();
})(document, window);
