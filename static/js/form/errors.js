// Leads to the first thing that is wrong with the form.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const error = document.querySelector("#article_form .errorlist");
  if (!error) return;
  const place = error.closest("td, .form-row, .row-form-errors + tr");
  const field = place && place.querySelector("input:not([type=hidden]), select, textarea");
  if (field) {
    window.places.focus(field);
  } else {
    error.closest("details")?.setAttribute("open", "");
    error.tabIndex = -1;
    error.focus();
  }
});
