// Keyboard shortcuts of the desk; every one of them is a button or a link that can be seen, and works without this.
(function () {
  "use strict";
  document.documentElement.classList.add("keys");
  function busy(target) {
    return target.closest("input, select, textarea, [contenteditable]") !== null;
  }
  function rows() {
    return Array.from(document.querySelectorAll("[data-rows] tbody tr"));
  }
  function move(step) {
    var all = rows();
    if (!all.length) { return; }
    var at = all.findIndex(function (row) { return row.hasAttribute("data-on"); });
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    all.forEach(function (row) { row.removeAttribute("data-on"); });
    next.setAttribute("data-on", "");
    var link = next.querySelector("a");
    if (link) { link.focus(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || busy(event.target)) { return; }
    var key = event.key.toLowerCase();
    if (key === "j" || key === "k") { event.preventDefault(); move(key === "j" ? 1 : -1); return; }
    if (!/^[a-z]$/.test(key)) { return; }
    var hot = document.querySelector('[data-hot="' + key + '"]');
    if (hot) { event.preventDefault(); hot.click(); }
  });
})();
