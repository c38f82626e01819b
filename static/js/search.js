// Suggests keywords, sources, sections and headlines while a reader types. The box works without it, and the
// page of results links to the same names.
"use strict";
(() => {
  const field = document.getElementById("search-query");
  const list = document.getElementById("search-suggestions");
  if (!field || !list) return;
  const PAUSE = 150; // ms: between two letters of somebody who types on
  let timer = 0;
  let asked = 0;

  async function suggest() {
    const turn = (asked += 1);
    const text = field.value.trim();
    if (text.length < 2) {
      list.replaceChildren();
      return;
    }
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || turn !== asked) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(({ text: value }) => new Option(value, value)));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // the network is away: no suggestions
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
})();
