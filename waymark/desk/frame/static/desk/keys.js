// Keys for the desk. Everything works without them; nothing is stored and nothing is sent.
(function () {
  "use strict";
  var awaiting = "";
  function typing(element) {
    return element && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable);
  }
  function lines() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-line]"));
  }
  function step(by) {
    var all = lines();
    if (!all.length) { return false; }
    var at = all.indexOf(document.activeElement);
    var next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next].focus();
    return true;
  }
  function focusIn(selector) {
    var found = document.querySelector(selector);
    if (!found) { return false; }
    found.focus();
    return true;
  }
  function press(selector) {
    var found = document.querySelector(selector);
    if (!found) { return false; }
    found.click();
    return true;
  }
  function showKeys() {
    var list = document.getElementById("keys");
    if (!list || !list.showModal) { return false; }
    list.showModal();
    return true;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var key = event.key;
    var done = false;
    if (awaiting === "g" && /^[itcpo]$/.test(key)) { done = press('[data-go="' + key + '"]'); }
    else if (key === "j" || (key === "ArrowDown" && lines().indexOf(document.activeElement) >= 0)) { done = step(1); }
    else if (key === "k" || (key === "ArrowUp" && lines().indexOf(document.activeElement) >= 0)) { done = step(-1); }
    else if (key === "/") { done = focusIn("input[type=search]"); }
    else if (key === "r") { done = focusIn("#reply textarea:not([readonly])"); }
    else if (key === "n") { done = focusIn("#note textarea"); }
    else if (key === "y") { done = focusIn("[data-yes]"); }
    else if (key === "l") { done = press("#lock button"); }
    else if (key === "?") { done = showKeys(); }
    awaiting = key === "g" ? "g" : "";
    if (done) { event.preventDefault(); }
  });
  var hint = document.querySelector(".keys-hint");
  if (hint) { hint.hidden = false; }
}());
