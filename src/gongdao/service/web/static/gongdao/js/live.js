// Asks for a case's changes as they happen; the page's own polling goes on beside it, and without it.
(() => {
  const address = document.currentScript?.dataset.live;
  if (!address || !window.EventSource) return;
  const source = new EventSource(address);
  source.addEventListener("changed", () => document.body.dispatchEvent(new CustomEvent("case-changed")));
  window.addEventListener("pagehide", () => source.close());
})();
