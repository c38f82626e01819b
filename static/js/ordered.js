// Moves rows of ordered lists (authors, read also, similar) up and down and numbers them in their order.
// Without it the numbers can be typed.
"use strict";
(() => {
  const rowsOf = (group) =>
    [...group.querySelectorAll("tr.form-row")].filter((row) => !row.classList.contains("empty-form"));
  const isFilled = (row) =>
    row.classList.contains("has_original") ||
    [...row.querySelectorAll("select, input[type=text], input[type=url]")].some(
      (input) => !/-(role|position)$/.test(input.name) && input.value,
    );

  function number(group) {
    let position = 0;
    rowsOf(group).forEach((row) => {
      const input = row.querySelector("input[name$=-position]");
      if (input && isFilled(row)) {
        input.value = position;
        position += 1;
      }
    });
  }

  function button(label, sign, row, group, step) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move-row";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      const rows = rowsOf(group);
      const other = rows[rows.indexOf(row) + step];
      if (!other) return;
      if (step < 0) other.before(row);
      else other.after(row);
      number(group);
      made.focus();
    });
    return made;
  }

  function equip(row, group) {
    const cell = row.querySelector("td.field-position");
    if (!cell || cell.querySelector(".move-row")) return;
    cell.append(button(gettext("إلى أعلى"), "↑", row, group, -1), button(gettext("إلى أسفل"), "↓", row, group, 1));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".inline-group").forEach((group) => {
      if (!group.querySelector("td.field-position")) return;
      rowsOf(group).forEach((row) => equip(row, group));
      group.addEventListener("change", () => number(group));
      group.addEventListener("formset:added", (event) => equip(event.target, group));
    });
  });
})();
