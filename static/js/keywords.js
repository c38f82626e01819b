// Suggests keywords that exist while an editor types between commas. The field works without it.
"use strict";
(() => {
  const SEPARATOR = /[،,؛;|\n]/;
  const PAUSE = 150; // milliseconds without a key before the newsroom is asked
  const ADDRESS = "/admin/autocomplete/?app_label=articles&model_name=articlekeyword&field_name=tag&term=";

  function setUp(field) {
    const list = document.createElement("ul");
    list.id = `${field.id}-suggestions`;
    list.className = "keyword-suggestions";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    field.after(list);
    // Several lines of text cannot be a combobox, so nothing says that the list is open but its active item.
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", list.id);
    let active = -1;
    let asked = 0;
    let pause = 0;

    // Where the keyword under the cursor begins and ends in the field's text.
    function bounds() {
      const text = field.value;
      let start = field.selectionStart;
      let end = start;
      while (start > 0 && !SEPARATOR.test(text[start - 1])) start -= 1;
      while (end < text.length && !SEPARATOR.test(text[end])) end += 1;
      return [start, end];
    }

    function close() {
      list.hidden = true;
      active = -1;
      field.removeAttribute("aria-activedescendant");
    }

    function take(name) {
      const [start, end] = bounds();
      const before = field.value.slice(0, start);
      const after = field.value.slice(end).replace(/^[،,\s]+/, "");
      const lead = before && !/\s$/.test(before) ? " " : "";
      const head = `${before}${lead}${name}، `;
      field.value = head + after;
      field.setSelectionRange(head.length, head.length);
      field.focus();
      close();
    }

    function mark(position) {
      active = position;
      [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
      field.setAttribute("aria-activedescendant", list.children[active].id);
    }

    async function suggest() {
      const [start, end] = bounds();
      const term = field.value.slice(start, end).trim();
      const turn = (asked += 1);
      if (term.length < 2) return close();
      const answer = await fetch(ADDRESS + encodeURIComponent(term), { headers: { Accept: "application/json" } });
      if (!answer.ok || turn !== asked) return; // signed out, or an answer that a later key overtook
      const { results } = await answer.json();
      list.replaceChildren(
        ...results.slice(0, 8).map(({ text }, n) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${n}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.textContent = text;
          // mousedown, not click: the field keeps the cursor
          item.addEventListener("mousedown", (event) => {
            event.preventDefault();
            take(text);
          });
          return item;
        }),
      );
      list.hidden = results.length === 0;
      active = -1;
    }

    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(suggest, PAUSE);
    });
    field.addEventListener("blur", () => {
      clearTimeout(pause);
      asked += 1; // an answer that is still to come opens nothing
      close();
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const count = list.children.length;
      if (event.key === "ArrowDown") mark((active + 1) % count);
      else if (event.key === "ArrowUp") mark((active - 1 + count) % count);
      else if (event.key === "Enter" && active >= 0) take(list.children[active].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("textarea[data-keywords]").forEach(setUp);
  });
})();
