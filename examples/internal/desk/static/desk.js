// Nothing needs this script: every page works without it.
"use strict";

// The second click of a double click is stopped, although the server would answer it with the
// same result. A click after a second or more is meant: the page is still there after a
// download, and after loading was stopped.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = -Infinity;
  form.addEventListener("submit", (event) => {
    const now = performance.now();
    if (now - sent < 1000 || tooLong(form)) event.preventDefault();
    else sent = now;
  });
}

// A form that is too long for the server is not sent, so that what was typed is not lost.
function tooLong(form) {
  const most = Number(document.body.dataset.most || Infinity); // pages without a log-in set no limit
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

// What went wrong, or what was done, is read out first.
document.querySelector(".problem[autofocus], .said")?.focus();

// A link to a page that is short enough for a pop-up opens it as one.
for (const link of document.querySelectorAll("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (dialog) link.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
}

// Two minutes before the log-in ends there is a warning, with a button to stay logged in if that
// is possible. After the end it says so, and what to do.
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
  // Work in another tab prolongs the log-in of this one.
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
    else if (kept) ended(); // the answer is the log-in page
  }, { capture: true });
  wait();
  used();
}

// A button ticks all cases of a page, and the legend says how many are ticked.
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
  addEventListener("pageshow", say); // going back restores the ticks
  bulk.parentElement.append(all);
  say();
}

// A page about a case or a list says when somebody else changes it. It listens while it is in
// view, and is told of everything since the state that it shows. What is typed stays, and
// nothing on the page moves: it is said at the lower edge of the window.
const told = document.getElementById("live");
if (document.body.dataset.live && told) {
  let stream;
  const tell = (what) => {
    const again = document.createElement("a");
    again.href = location.pathname + location.search;
    again.textContent = document.body.dataset.again;
    told.replaceChildren(what + " ", again);
    told.classList.add("note");
  };
  const listen = () => {
    if (stream) { stream.close(); stream = undefined; }
    if (document.visibilityState !== "visible") return;
    stream = new EventSource(document.body.dataset.live);
    stream.onmessage = (event) => tell(event.data);
    const deaf = () => { if (!told.textContent) tell("This page hears of no more changes."); };
    stream.addEventListener("ended", () => { stream.close(); deaf(); });
    stream.onerror = (event) => { if (event.target.readyState === EventSource.CLOSED) deaf(); }; // refused: the browser retries after an interruption
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream && stream.close());
  addEventListener("pageshow", listen); // also after going back to a page that the browser kept
}

// The page of background work is fetched again every second, and shows how far it is. Without
// scripts there is a link.
if ("goesOn" in document.body.dataset) {
  let readOut = performance.now();
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return setTimeout(look, 5000);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.querySelector("main [role=status]"), then = page.querySelector("main [role=status]");
    if ("goesOn" in page.body.dataset && now && then) {
      now.ariaLive = performance.now() - readOut < 15000 ? "off" : "polite"; // not every second
      if (now.ariaLive === "polite") readOut = performance.now();
      now.textContent = then.textContent;
      const bar = document.querySelector("main progress"), value = page.querySelector("main progress");
      if (bar && value) bar.value = value.value;
      return setTimeout(look, 1000);
    }
    const main = document.getElementById("main"), within = [document.body, ...main.querySelectorAll("*")].includes(document.activeElement);
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    if (within) main.focus({ preventScroll: true }); // the end is read out
  };
  setTimeout(look, 1000);
}

// Keys, unless they are turned off: j and k go down and up the cases or matches, c takes the
// case, 1 to 9 compare a match, ? lists the keys.
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
