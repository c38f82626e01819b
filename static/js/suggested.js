// Proposes keywords from the text typed so far. Each is a button that adds its word to the field.
"use strict";
(() => {
  const ADDRESS = "/admin/articles/article/suggest-keywords/";

  // What the editing area holds, or the plain field where there is none.
  function textOf(name) {
    const id = `id_${name}`;
    const area = window.CKEDITOR && window.CKEDITOR.instances[id];
    return area ? area.getData() : document.getElementById(id)?.value || "";
  }

  function setUp(field) {
    const box = document.createElement("div");
    box.className = "suggested-keywords";
    const ask = document.createElement("button");
    ask.type = "button";
    ask.className = "button";
    ask.textContent = gettext("كلمات مقترحة من النص");
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const list = document.createElement("ul");
    list.setAttribute("aria-label", gettext("كلمات مقترحة"));
    list.hidden = true;
    box.append(ask, status, list);
    field.closest(".form-row").append(box);

    function add(name, item) {
      const before = field.value.replace(/[\s،,]+$/, "");
      field.value = `${before ? `${before}، ` : ""}${name}، `;
      status.textContent = interpolate(gettext("أضيفت: %s"), [name]);
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      list.hidden = list.children.length === 0;
      (next ? next.querySelector("button") : ask).focus();
    }

    function row({ name, is_new: isNew, evidence, excerpt }) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.title = excerpt;
      if (isNew) button.className = "new";
      const why = document.createElement("small");
      why.textContent = isNew ? `${gettext("جديدة")} · ${evidence}` : evidence;
      button.addEventListener("click", () => add(name, item));
      item.append(button, why);
      return item;
    }

    async function suggest() {
      const body = new FormData();
      ["headline", "lede", "body", "keywords"].forEach((name) => body.set(name, textOf(name)));
      const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
      ask.disabled = true;
      status.textContent = "";
      try {
        const answer = await fetch(ADDRESS, { method: "POST", body, headers: { "X-CSRFToken": token } });
        if (!answer.ok) throw new Error(answer.statusText);
        const { suggestions } = await answer.json();
        list.replaceChildren(...suggestions.map(row));
        list.hidden = suggestions.length === 0;
        if (list.hidden) status.textContent = gettext("لا اقتراح في هذا النص.");
      } catch {
        status.textContent = gettext("تعذّر الاقتراح الآن.");
      } finally {
        ask.disabled = false;
      }
      (list.querySelector("button") || ask).focus();
    }

    ask.addEventListener("click", suggest);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("#article_form textarea[data-keywords]").forEach(setUp);
  });
})();
