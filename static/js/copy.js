// Copies the value of a field with one click: <button data-copy="id of the field" hidden>. Without a clipboard
// (a page that came without TLS) the field is selected, to be copied by hand.
"use strict";
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(field.value);
    button.textContent = gettext("نُسخ");
    setTimeout(() => (button.textContent = label), 2000);
  });
});
