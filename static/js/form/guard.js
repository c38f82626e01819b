// Asks before a page with unsaved words is left.
"use strict";
document.addEventListener("draft:ready", () => {
  window.addEventListener("beforeunload", (event) => {
    if (!window.draft.leaving && window.draft.isUnsaved()) event.preventDefault();
  });
});
