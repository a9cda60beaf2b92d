// Nothing needs this script: every page works without it.
"use strict";

// A second click on what is already on its way is stopped here; the server would
// answer it with the same result.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A link to a page that is short enough for a pop-up opens it as one.
for (const link of document.querySelectorAll("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (dialog) link.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
}

// Two minutes before the log-in ends there is a warning, with one button to stay.
const idle = Number(document.body.dataset.idle || 0);
const warning = document.getElementById("log-in-ends");
if (idle && warning) {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => warning.showModal(), (idle - 120) * 1000); };
  warning.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const kept = await fetch("/stay", { method: "POST", redirect: "manual" }).catch(() => null);
    if (kept) { warning.close(); wait(); }
  }, { capture: true });
  wait();
}
