// Entry forms: keys, focus, and never losing what somebody typed. Without this script every form still works.
"use strict";

const form = document.getElementById("entry");
const kept = document.getElementById("kept");
const bar = document.getElementById("session-bar");
const AFTER = 4000; // milliseconds of silence before a draft is kept
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "token", "confirmed", "take"]);

// Ctrl+S saves, Alt+N adds a row to the table in which one types (or to the first).
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(document.getElementById("save"));
  } else if (event.altKey && event.code === "KeyN") {
    const rows = document.activeElement.closest(".rows") ?? document.querySelector(".rows");
    if (rows) {
      event.preventDefault();
      rows.querySelector(".add-row").click();
    }
  }
});

// The new row is where one goes on typing.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.classList.contains("rows")) {
    event.target.querySelector(".row-form.new:last-of-type :is(input, select)")?.focus();
    typed();
  }
});

if (!document.querySelector("[autofocus]")) {
  (document.querySelector("[data-focus]") ?? form.querySelector(":is(input, select):not([type=hidden])")).focus();
}

// Drafts. The server keeps them beside the web session, so that they survive its end.
const draft = form.dataset.draft;
let waiting, running = null, changed = false, sure = false;

function typed() {
  if (!draft) return;
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(keep, AFTER);
}

form.addEventListener("input", typed);
document.addEventListener("visibilitychange", () => {
  if (draft && (!bar.hidden || changed)) keep();
});

function keep() {
  clearTimeout(waiting);
  if (draft && !running && !sure) running = keepOnce().finally(() => { running = null; });
}

async function keepOnce() {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (!NOT_KEPT.has(name) && typeof value === "string") fields[name] = value;
  changed = false;
  const answer = bar.hidden || (await alive()) ? await sent(JSON.stringify(fields)) : null;
  if (answer?.said) kept.textContent = answer.said;
  else changed = true;
}

async function sent(body) {
  const post = () => ask({ method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token() } });
  const answer = await post();
  return answer === "refused" && (await alive()) ? post() : answer;
}

// Whether the session lives. A sign-in in another tab made a new token; the forms of this page take it over.
async function alive() {
  const answer = await ask({});
  if (!answer?.token) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
  return true;
}

// What the portal says, or nothing where the session has ended or it cannot be reached; the bar then says so.
async function ask(options) {
  try {
    const answer = await fetch(draft, options);
    if (answer.status === 403) return "refused";
    const said = answer.ok ? await answer.json() : {};
    show(said.ended ? "ended" : "");
    return said.ended ? null : said;
  } catch {
    show("offline");
    return null;
  }
}

function show(what) {
  bar.hidden = !what;
  for (const each of bar.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== what;
}

function token() {
  return form.elements.csrfmiddlewaretoken.value;
}

// Before a form leaves the page: does the session still live? If not it stays, with everything in it. A draft that is
// on its way arrives first: the portal throws it away once the form is saved.
form.addEventListener("submit", async (event) => {
  if (!draft || sure) return;
  event.preventDefault();
  clearTimeout(waiting);
  await running;
  sure = await alive();
  if (!sure) {
    bar.scrollIntoView({ block: "center" });
    return;
  }
  form.requestSubmit(event.submitter ?? undefined);
});
window.addEventListener("pageshow", () => { sure = false; });
