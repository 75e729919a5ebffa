// The shell's small helps; every page works without them: a form is sent once, offline is said, a page is read aloud.
"use strict";

// A second click on a form that is on its way does nothing; coming back by the back button wakes it up again.
// A form that brings a file (data-again) leaves the page where it is, and may be sent as often as one likes.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !event.defaultPrevented && !("again" in form.dataset)) {
    form.dataset.sent = "1";
    form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-busy", "true"));
  }
});
const awake = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
};
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(awake));
document.addEventListener("htmx:afterRequest", (event) => event.target.closest("form") && awake(event.target.closest("form")));

// Offline and back.
const offline = document.getElementById("offline");
const told = () => { if (offline) offline.hidden = navigator.onLine; };
addEventListener("offline", told);
addEventListener("online", told);
told();
document.addEventListener("htmx:sendError", () => { if (offline) offline.hidden = false; });
document.addEventListener("htmx:afterOnLoad", told);

// Printing needs a script; without one the browser's own menu does it.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// The summary of errors takes the focus, so that it is read first.
document.querySelector(".errsum")?.focus();

// Reads the main text of the page in elder mode, where the browser can speak.
const aloud = document.getElementById("aloud");
if (aloud && "speechSynthesis" in window) {
  const button = aloud.querySelector("button");
  const label = button.querySelector("span");
  const start = label.textContent;
  const silent = () => { label.textContent = start; };
  const text = () => [...document.querySelectorAll("main h1, main h2, main h3, main p, main li, main td, main th, main dt, main dd")]
    .filter((part) => part.checkVisibility() && !part.closest("#aloud, [hidden]") && !part.querySelector("p, li, h2, h3"))
    .map((part) => part.innerText.trim()).filter(Boolean).join("\n");
  aloud.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); silent(); return; }
    const spoken = new SpeechSynthesisUtterance(text());
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.9;
    spoken.onend = spoken.onerror = silent;
    label.textContent = button.dataset.stop;
    speechSynthesis.speak(spoken);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
