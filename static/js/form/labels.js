// Names for what Django leaves without one: empty headings of tables, and boxes to choose from.
"use strict";
(() => {
  function nameHeadings() {
    document.querySelectorAll(".inline-group th:empty").forEach((heading) => {
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = heading.classList.contains("original") ? gettext("ما حُفظ") : gettext("حذف");
      heading.append(name);
    });
  }

  // Select2 calls the text in its box a field of its own, and does not tell what the box is for.
  function nameChoices() {
    document.querySelectorAll(".select2-selection__rendered[role=textbox]").forEach((chosen) => {
      chosen.removeAttribute("role");
      chosen.removeAttribute("aria-readonly");
      const select = chosen.closest(".select2-container").previousElementSibling;
      const label = document.querySelector(`label[for="${select.id}"]`);
      if (!label) return;
      label.id = `${select.id}_label`;
      chosen.closest(".select2-selection").setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    nameHeadings();
    document.getElementById("searchbar")?.setAttribute("aria-label", gettext("ابحث في الأخبار"));
  });
  // Behind jQuery, which makes the boxes a moment after the page is read.
  window.addEventListener("load", () => setTimeout(nameChoices));
  document.addEventListener("formset:added", () => setTimeout(nameChoices));
})();
