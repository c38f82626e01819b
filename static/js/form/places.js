// Leads to a field of the form, and in a text to the words that are spoken of.
"use strict";
window.places = (() => {
  const fieldOf = (name) =>
    document.getElementById(`id_${name}`) ||
    document.getElementById(`id_${name}_0`) || // a time: its day
    (name === "read_also" && document.querySelector("#related-group :is(input, select):not([type=hidden])"));

  // The editing area, or the box that stands for a choice, has the focus of the field that they hide.
  function focus(field) {
    field.closest("details")?.setAttribute("open", "");
    if (field.id === "id_body") window.draft.withArea((area) => area.focus());
    else (field.nextElementSibling?.querySelector?.(".select2-selection") || field).focus();
  }

  function textNodes(root) {
    const nodes = [];
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  // Selects in the editing area what comes after `before`; nothing where that cannot be found.
  function selectInArea(area, before, found) {
    area.focus();
    if (area.mode !== "wysiwyg") return;
    const nodes = textNodes(area.editable().$);
    const start = nodes.map(({ data }) => data).join("").indexOf(before + found);
    if (start < 0) return;
    const range = area.document.$.createRange();
    let passed = 0;
    const [from, to] = [start + before.length, start + before.length + found.length];
    nodes.forEach((node) => {
      const end = passed + node.length;
      if (from >= passed && from < end) range.setStart(node, from - passed);
      if (to > passed && to <= end) range.setEnd(node, to - passed);
      passed = end;
    });
    const selection = area.window.$.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  return {
    focus,
    lead(name) {
      const field = fieldOf(name);
      if (field) focus(field);
    },
    select(name, before, found) {
      if (name === "body") return window.draft.withArea((area) => selectInArea(area, before, found));
      const field = fieldOf(name);
      const start = field.value.indexOf(before + found) + before.length;
      field.focus();
      if (start >= before.length) field.setSelectionRange(start, start + found.length);
    },
  };
})();
