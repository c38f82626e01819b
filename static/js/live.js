// A quiet line when stories have appeared since the page was made. While the page is in view it asks a small
// address that caches keep, ever more seldom; it never loads anything by itself: the line is a link.
"use strict";
(() => {
  const FIRST = 60_000; // milliseconds
  const LONGEST = 600_000;
  const MOST = 20; // more are not counted
  const line = document.querySelector(".live");
  const { latest, since, ...words } = line.dataset;
  const form = new Intl.PluralRules(document.documentElement.lang);
  let shown = 0;
  let wait = FIRST;
  let asked = Date.now();
  let timer;

  const show = (count) => {
    shown = count;
    if (!count) return line.replaceChildren();
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = (count > MOST ? words.beyond : words[form.select(count)]).replace("{n}", count);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.reload(); // the address alone might be answered from the browser's own memory
    });
    line.replaceChildren(link);
  };

  const ask = async () => {
    asked = Date.now();
    wait = Math.min(wait * 1.5, LONGEST);
    try {
      // Asks again with the ETag that it got, and is told 304.
      const answer = await fetch(latest, { cache: "no-cache", credentials: "omit" });
      if (answer.ok) {
        const { stories } = await answer.json();
        const count = stories.filter((at) => at > Number(since)).length;
        if (count !== shown) {
          wait = FIRST;
          show(count);
        }
      }
    } catch {
      // No connection, or no answer: the next time will tell.
    }
    plan();
  };

  // A little later for some: not all who opened the page at once ask at once.
  const plan = () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    const left = asked + wait * (1 + Math.random() / 4) - Date.now();
    timer = setTimeout(ask, Math.max(left, 1_000));
  };

  document.addEventListener("visibilitychange", plan);
  plan();
})();
