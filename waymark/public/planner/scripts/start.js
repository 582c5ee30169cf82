// Last: the texts come in the page's language, and the plain forms give way only once everything is there.
(function (own) {
"use strict";
const root = document.getElementById("own");
if (root && root.replaceChildren && Array.prototype.flat && window.crypto) {
  fetch(root.getAttribute("data-texts"), { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => answer.ok ? answer.json() : null)
    .then((texts) => { if (texts && root.isConnected) own.begin(root, texts); }).catch(() => {});
}
})(planner);
