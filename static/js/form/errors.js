// Leads to the first thing that is wrong with the form.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const error = document.querySelector("#article_form .errorlist");
  if (!error) return;
  const place = error.closest("td, .form-row, .row-form-errors + tr");
  const field = place && place.querySelector("input:not([type=hidden]), select, textarea");
  error.closest("details")?.setAttribute("open", "");
  if (!field) {
    error.tabIndex = -1;
    error.focus();
  } else if (field.id === "id_body") {
    window.draft.withArea((area) => area.focus());
  } else {
    const shown = field.nextElementSibling?.querySelector?.(".select2-selection");
    (shown || field).focus();
  }
});
