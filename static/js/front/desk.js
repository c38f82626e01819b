// The front page desk without reloading: each act is the same form that works by itself, sent in the
// background; its answer replaces the board, says what was done, and leaves the focus where it was.
import { follow } from "./follow.js";
import { drag } from "./drag.js";

const board = () => document.getElementById("front-board");
const said = document.getElementById("front-said");

function say(words, kind = "") {
  said.className = `front-said${kind ? ` is-${kind}` : ""}`;
  said.textContent = words;
}

// Where the focus is, and which forms are open, by their keys.
function state() {
  return {
    focus: document.activeElement?.closest("[data-key]")?.dataset.key,
    open: [...board().querySelectorAll("details[open][data-key]")].map((one) => one.dataset.key),
  };
}

const byKey = (key) => key && board().querySelector(`[data-key="${CSS.escape(key)}"]`);

// The same control, or what is left of the story that it belonged to.
function restore({ focus, open }, story) {
  open.forEach((key) => byKey(key)?.setAttribute("open", ""));
  const item = story && board().querySelector(`.front-places [data-story="${CSS.escape(story)}"]`);
  const control = byKey(focus) || item?.querySelector("button") || item;
  if (control) control.focus();
  else if (focus) board().querySelector("h2[tabindex]")?.focus();
}

function show(page, kept, story) {
  const fresh = page.getElementById("front-board");
  if (!fresh) throw new Error("signed out");
  board().replaceWith(fresh);
  restore(kept, story);
}

const KINDS = ["error", "warning"];

// What the answer says, as a sighted editor reads it and as a screen reader hears it.
function tell(page) {
  const lines = [...page.querySelectorAll(".messagelist li")];
  const kind = KINDS.find((one) => lines.some((line) => line.classList.contains(one))) || "";
  say(lines.map((line) => line.textContent.trim()).join(" "), kind);
  return kind;
}

async function ask(url, options = {}) {
  board().classList.add("is-busy");
  try {
    const answer = await fetch(url, options);
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } finally {
    board().classList.remove("is-busy");
  }
}

// What was typed stays where the act was refused and nothing but the form would change.
function keepsTyped(form, kind, page) {
  const version = page.getElementById("front-board")?.dataset.version;
  return kind === "error" && form?.closest("details") && version === board().dataset.version;
}

async function act(body, { form = null, story = null } = {}) {
  const kept = state();
  try {
    const page = await ask(location.href, { method: "POST", body });
    const kind = tell(page);
    if (keepsTyped(form, kind, page)) return;
    if (kind !== "error") kept.open = kept.open.filter((key) => key !== form?.closest("details")?.dataset.key);
    show(page, kept, story);
  } catch {
    say(gettext("لم يصل فعلك. تحقق من الاتصال أو من دخولك، ثم أعده."), "error");
  }
}

async function reload() {
  const kept = state();
  show(await ask(location.href), kept);
}

async function find(form) {
  const address = new URL(location.href);
  address.search = new URLSearchParams(new FormData(form));
  const kept = state();
  history.replaceState(null, "", address);
  try {
    show(await ask(address), kept);
    document.getElementById("front-q").focus();
    const count = board().querySelectorAll(".front-found > li").length;
    say(count ? interpolate(gettext("وُجدت أخبار، عددها: %s"), [count]) : gettext("لا خبر بهذا. جرّب كلمات أقل."));
  } catch {
    say(gettext("تعذّر البحث الآن. أعده بعد قليل."), "error");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!board()?.contains(form)) return;
  if (form.matches("[data-search]")) {
    event.preventDefault();
    find(form);
  } else if (form.method === "post") {
    event.preventDefault();
    const item = event.submitter?.closest("[data-story]");
    act(new FormData(form, event.submitter), { form, story: item?.dataset.story });
  }
});

// On the buttons that move something the arrow keys do what the arrows show.
document.addEventListener("keydown", (event) => {
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const button = way && event.target.closest?.(".front-move");
  if (!button) return;
  event.preventDefault();
  const place = button.closest(".front-acts, .front-zone-acts");
  place.querySelector(`.front-move[data-way="${way}"]`)?.click();
});

if (board()) {
  drag(act);
  follow({ board, reload, say });
}
