// Keyboard shortcuts of the desk. Each of them is a button or a link that can be seen and works without this; whoever
// speaks to the computer, or types by accident, can turn them off.
(function () {
  "use strict";
  var root = document.documentElement;
  var OFF = "gongdao.keys.off";
  function isOff() {
    try { return localStorage.getItem(OFF) === "1"; } catch (none) { return false; }
  }
  function set(off) {
    root.classList.toggle("keys", !off);
    root.classList.toggle("keys-off", off);
  }
  set(isOff());
  function busy(target) {
    return target.closest("input, select, textarea, [contenteditable]") !== null;
  }
  function move(step) {
    var all = Array.from(document.querySelectorAll("[data-rows] tbody tr"));
    if (!all.length) { return; }
    var at = all.findIndex(function (row) { return row.hasAttribute("data-on"); });
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    all.forEach(function (row) { row.removeAttribute("data-on"); });
    next.setAttribute("data-on", "");
    var link = next.querySelector("a");
    if (link) { link.focus(); }
  }
  document.addEventListener("keydown", function (event) {
    if (!root.classList.contains("keys") || event.ctrlKey || event.metaKey || event.altKey || busy(event.target)) { return; }
    var key = event.key.toLowerCase();
    if (key === "j" || key === "k") { event.preventDefault(); move(key === "j" ? 1 : -1); return; }
    var hot = /^[a-z]$/.test(key) ? document.querySelector('[data-hot="' + key + '"]') : null;
    if (hot) { event.preventDefault(); hot.click(); }
  });
  document.addEventListener("click", function (event) {
    var off = event.target.closest("[data-keys-off]");
    if (!off && !event.target.closest("[data-keys-on]")) { return; }
    set(off !== null);
    try { localStorage.setItem(OFF, off ? "1" : "0"); } catch (none) { /* then only until the next page */ }
  });
})();
