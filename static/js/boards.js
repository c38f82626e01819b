// The first page stays true while it is open: its boards are asked for again each minute, and when
// somebody comes back to the tab. Nothing moves under the keyboard: while the focus is in them, they stay.
"use strict";

const EVERY = 60_000;

async function refresh() {
  const boards = document.getElementById("boards");
  if (document.hidden || !boards || boards.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return; // the next minute tries again
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("boards");
  if (fresh && !boards.contains(document.activeElement)) boards.replaceWith(fresh);
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
