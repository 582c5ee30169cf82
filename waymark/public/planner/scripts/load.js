// Stands in the page itself: fetches the planner's script, and lets the page's policy decide whether it may run.
(function (d, w) {
if (!w.fetch) return;
w.fetch("/k2/k3", { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (text) {
var made = d.createElement("script");
made.text = text;
d.head.appendChild(made);
d.head.removeChild(made);
}).catch(function () {});
})(document, window);
