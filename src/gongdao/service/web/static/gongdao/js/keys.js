// Says why a passkey or a security key did nothing, and what to do: allauth itself tells only the console.
document.addEventListener("allauth.error", (event) => {
  if (!event.detail.tags.includes("webauthn")) return;
  event.preventDefault();
  const here = document.getElementById("mfa_login") ? "login" : document.getElementById("mfa_webauthn_add") ? "add" : "use";
  const when = !window.PublicKeyCredential || event.detail.exception.name === "SecurityError" ? "unable"
    : event.detail.exception.name === "InvalidStateError" ? "known" : here;
  const failed = document.getElementById("key-failed");
  failed.querySelectorAll("[data-when]").forEach((words) => { words.hidden = words.dataset.when !== when; });
  failed.hidden = false;
  failed.focus();
});
