// Says what the chosen source lets readers have of the story, as soon as another one is chosen.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("ul.source-rules");
  const select = document.getElementById("id_source");
  if (!list || !select) return;

  function say(lines) {
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  }

  let shown = select.value; // Django says «change» of every box once the page is read

  async function show() {
    const chosen = select.value;
    if (chosen === shown) return;
    shown = chosen;
    Object.assign(list.dataset, { permits: "full", words: "" });
    list.classList.remove("is-limited");
    if (!chosen) {
      say([gettext("اختر المصدر أولًا.")]);
      return;
    }
    let rules = null;
    try {
      const answer = await fetch(list.dataset.url.replace("/0/", `/${chosen}/`), { headers: { Accept: "application/json" } });
      if (answer.ok) rules = await answer.json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // no network
    }
    if (select.value !== chosen) return; // another one was chosen meanwhile, and asks for itself
    if (rules) {
      say(rules.notes);
      Object.assign(list.dataset, { permits: rules.permits, words: rules.words });
      list.classList.toggle("is-limited", rules.permits !== "full");
    } else say([gettext("تعذّر جلب شروط المصدر. تظهر حين تحفظ الخبر.")]);
    select.form.dispatchEvent(new Event("change")); // for what shows how the story will look
  }

  // The box to choose from tells through jQuery alone.
  window.django.jQuery(select).on("change", show);
});
