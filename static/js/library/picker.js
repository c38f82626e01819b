// A picture of something (a story's lead photo, a portrait, a logo): shown in its form, and chosen from the
// library without leaving it. Its field is a <select data-library>, which works without this, too.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  if (!window.library?.choose) return;

  function equip(select) {
    const box = document.createElement("div");
    box.className = "photo-choice";
    const picture = new Image();
    picture.alt = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.addEventListener("click", async () => {
      const [photo] = await window.library.choose();
      button.focus();
      if (!photo) return;
      if (![...select.options].some(({ value }) => value === String(photo.id))) select.add(new Option(photo.alt, photo.id));
      select.value = String(photo.id);
      // Select2 and the form's own scripts both listen to this one.
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });

    function show() {
      picture.hidden = !select.value;
      if (select.value) picture.src = window.library.thumbnailOf(select.value);
      button.textContent = select.value ? gettext("غيّر الصورة") : gettext("اختر من المكتبة أو ارفع");
    }

    box.append(picture, button);
    select.closest(".form-row").append(box);
    django.jQuery(select).on("change", show);
    show();
  }

  document.querySelectorAll("select[data-library]:enabled").forEach(equip);
});
