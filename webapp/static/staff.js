// Passkeys and a button that prints. Without this file both are hidden, and there are other ways.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

  const asked = (said) => {
    const ask = JSON.parse(said);
    ask.challenge = bytes(ask.challenge);
    if (ask.user) ask.user.id = bytes(ask.user.id);
    for (const one of ask.excludeCredentials || []) one.id = bytes(one.id);
    delete ask.allowCredentials;
    return { publicKey: ask };
  };

  const told = (found) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (found.response[name]) response[name] = text(found.response[name]);
    }
    return JSON.stringify({ id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults: {}, response });
  };

  for (const form of window.PublicKeyCredential ? document.querySelectorAll("form.passkey") : []) {
    form.hidden = false;
    document.querySelector(".no-passkey")?.remove();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.querySelector("[role=alert]").hidden = true;
      try {
        form.elements.credential.value = told(await navigator.credentials[form.dataset.does](asked(form.dataset.ask)));
        form.submit();
      } catch {
        form.querySelector("[role=alert]").hidden = false;
      }
    });
  }

  for (const button of document.querySelectorAll("button.print")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
