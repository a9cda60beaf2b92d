// Nothing needs this script: every page works without it.
"use strict";

// The second click of a double click is stopped here; the server would answer it with the
// same result. Whoever clicks again later means it: the page stays where a file is sent,
// and where loading was stopped.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = -Infinity;
  form.addEventListener("submit", (event) => {
    const now = performance.now();
    if (now - sent < 1000 || tooLong(form)) event.preventDefault();
    else sent = now;
  });
}

// A form that the server would refuse for its length is not sent: what was typed would be
// gone.
function tooLong(form) {
  const most = Number(document.body.dataset.most || Infinity); // nobody who is not logged in types much
  const encoded = String(new URLSearchParams(new FormData(form))).replaceAll("%0A", "%0D%0A");
  form.querySelector(".problem.long")?.remove();
  if (form.enctype === "multipart/form-data" || encoded.length <= most) return false;
  const said = document.createElement("div");
  said.className = "problem long";
  said.tabIndex = -1;
  said.setAttribute("role", "alert");
  said.textContent = "That is too long to send. Nothing was sent, and what you typed is still here: shorten it.";
  form.prepend(said);
  said.focus();
  return true;
}

// What went wrong is read out first.
document.querySelector(".problem[autofocus]")?.focus();

// A link to a page that is short enough for a pop-up opens it as one.
for (const link of document.querySelectorAll("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (dialog) link.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
}

// Two minutes before the log-in ends there is a warning, with one button to stay, if it
// can go on. If nobody does, it says that the log-in has ended, and what to do.
const idle = Number(document.body.dataset.idle || 0), life = Number(document.body.dataset.life);
const warning = document.getElementById("log-in-ends");
if (idle && warning) {
  const opened = performance.now();
  let timer, over;
  const tell = (title, text) => {
    if (title) warning.querySelector("h2").textContent = title;
    warning.querySelector("p").textContent = text;
    warning.querySelector("button").textContent = "Go on";
    warning.dataset.over = "yes";
  };
  const ended = () => tell("Your log-in has ended", "What you typed is still here. Send it, log in again, and it is kept.");
  const wait = () => {
    clearTimeout(timer);
    clearTimeout(over);
    const rest = life - (performance.now() - opened) / 1000, left = Math.max(0, Math.min(idle, rest));
    timer = setTimeout(() => {
      if (rest < idle) tell("", "No log-in lasts longer than eight hours. Send what you have typed; if it is too late, log in again, and it is kept.");
      warning.open || warning.showModal();
    }, Math.max(0, left - 120) * 1000);
    over = setTimeout(ended, left * 1000);
  };
  // Whoever works in another tab keeps the log-in of this one.
  const used = () => localStorage.setItem("used", Date.now());
  addEventListener("storage", (event) => {
    if (event.key !== "used" || warning.dataset.over) return;
    warning.close();
    wait();
  });
  const form = warning.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (warning.dataset.over) return warning.close();
    const kept = await fetch("/stay", { method: "POST", redirect: "manual", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    if (kept?.type === "opaqueredirect") { used(); warning.close(); wait(); }
    else if (kept) ended(); // who answers asks to log in
  }, { capture: true });
  wait();
  used();
}

// All cases of a page are ticked at once, and how many are is said.
const bulk = document.querySelector("form.bulk fieldset legend");
if (bulk) {
  const boxes = [...document.querySelectorAll("form.bulk tbody input[type=checkbox]")];
  const all = document.createElement("button");
  all.type = "button";
  all.className = "text";
  const ticked = () => boxes.filter((box) => box.checked).length;
  const say = () => {
    const n = ticked();
    bulk.textContent = n ? `With the ${n === 1 ? "one case" : `${n} cases`} that ${n === 1 ? "is" : "are"} ticked` : "With the cases that are ticked";
    all.textContent = n === boxes.length ? "Tick none" : `Tick all ${boxes.length} of this page`;
  };
  all.addEventListener("click", () => {
    const on = ticked() < boxes.length;
    for (const box of boxes) box.checked = on;
    say();
  });
  for (const box of boxes) box.addEventListener("change", say);
  addEventListener("pageshow", say); // a browser that goes back ticks what was ticked
  bulk.parentElement.append(all);
  say();
}

// A page about a case or a list says when somebody else changes it. It listens while it
// is looked at, from what it shows on, so that nothing is missed; what is typed stays,
// and nothing moves away from under a hand.
const told = document.getElementById("live");
if (document.body.dataset.live && told) {
  let stream;
  const tell = (what) => {
    const again = document.createElement("a");
    again.href = location.pathname + location.search;
    again.textContent = document.body.dataset.again;
    const below = () => told.nextElementSibling.getBoundingClientRect().top, was = below();
    told.replaceChildren(what + " ", again);
    told.classList.add("note");
    scrollBy({ top: below() - was, behavior: "instant" });
  };
  const listen = () => {
    if (stream) { stream.close(); stream = undefined; }
    if (document.visibilityState !== "visible") return;
    stream = new EventSource(document.body.dataset.live);
    stream.onmessage = (event) => tell(event.data);
    const deaf = () => { if (!told.textContent) tell("This page hears of no more changes."); };
    stream.addEventListener("ended", () => { stream.close(); deaf(); });
    stream.onerror = (event) => { if (event.target.readyState === EventSource.CLOSED) deaf(); }; // refused, not only interrupted
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream && stream.close());
  addEventListener("pageshow", listen); // also where a browser goes back to a page that it kept
}

// What goes on behind a page is looked at again every second, and told as it changes.
// Without scripts there is a link.
if ("goesOn" in document.body.dataset) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return setTimeout(look, 5000);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.querySelector("main [role=status]"), then = page.querySelector("main [role=status]");
    if ("goesOn" in page.body.dataset && now && then) {
      now.textContent = then.textContent;
      const bar = document.querySelector("main progress"), value = page.querySelector("main progress");
      if (bar && value) bar.value = value.value;
      return setTimeout(look, 1000);
    }
    const main = document.getElementById("main"), within = main.contains(document.activeElement);
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    if (within) main.focus();
  };
  setTimeout(look, 1000);
}

// Keys, for whoever has not turned them off: j and k go along the cases or matches, c
// takes the case, 1 to 9 compare a match, ? lists the keys.
const keys = document.getElementById("keys");
const off = () => localStorage.getItem("keys") === "off";
if (keys) {
  const choice = keys.querySelector("input");
  choice.checked = !off();
  choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const stops = [...document.querySelectorAll("tbody th a, a.compare")].filter((a) => a.offsetParent);
    const at = stops.indexOf(document.activeElement);
    if (event.key === "j" && at + 1 < stops.length) stops[at + 1].focus();
    else if (event.key === "k" && at > 0) stops[at - 1].focus();
    else if (event.key === "c") document.querySelector("[data-key=c]")?.click();
    else if (event.key >= "1" && event.key <= "9") document.querySelectorAll("a.compare")[Number(event.key) - 1]?.click();
    else if (event.key === "?") keys.showModal();
  });
}
