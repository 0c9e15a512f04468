// Three courtesies; every page works without them.
// 1. Errors found: bring reader and keyboard to the summary. 2. A form is sent once, however often one presses.
// 3. Whoever types for long hears in time that the session ends, and can go on.
"use strict";

function focusErrors(root) {
  const summary = root.querySelector(".tr-fouten");
  if (summary) summary.focus();
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[data-waits]")) {
    button.disabled = false;
    delete button.dataset.waits;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After this turn of events: a button disabled at once would not send its own name and value.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button], :disabled)")) {
      button.dataset.waits = "yes";
      button.disabled = true;
    }
  });
}, true);

let warning;
function warnInTime() {
  clearTimeout(warning);
  warning = setTimeout(() => document.getElementById("rust")?.showModal(), 25 * 60 * 1000);
}

async function stay(dialog) {
  const answer = await fetch("/account/", { method: "HEAD" });
  if (answer.redirected) {
    dialog.firstElementChild.textContent = "U bent uitgelogd. Kopieer wat u typte, en log opnieuw in.";
    return;
  }
  dialog.close();
  warnInTime();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#rust button")) stay(event.target.closest("#rust"));
});

document.addEventListener("htmx:afterRequest", (event) => {
  warnInTime();
  const form = event.target.closest("form");
  if (form) release(form);
});
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("DOMContentLoaded", () => {
  focusErrors(document);
  warnInTime();
});
