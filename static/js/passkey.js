// Passkeys: a form with data-passkey asks the portal what to sign, lets the device sign it, and sends the answer.
// Such a form is hidden until we know that this browser can.
"use strict";

async function sign(form) {
  const question = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const { publicKey } = await question.json();
  if (form.dataset.passkey === "new")
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

function prepare(form) {
  const failed = form.querySelector("[role=alert]");
  form.hidden = false;
  form.querySelector("button").addEventListener("click", async () => {
    failed.hidden = true;
    if (!form.reportValidity()) return;
    try {
      form.elements.answer.value = JSON.stringify(await sign(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

const hasName = !/^[\d.]+$|:/.test(location.hostname); // for an address of digits there are no passkeys
if (hasName && window.PublicKeyCredential?.parseCreationOptionsFromJSON)
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
