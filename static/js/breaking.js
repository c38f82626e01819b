// Lets a reader close the breaking line for good. Run before the page is painted: a line that was closed is
// never seen again, and nothing moves. The browser remembers one number; nothing is sent anywhere.
"use strict";
(() => {
  const KEY = "breaking-closed"; // the newest line that was closed
  let closed = 0;
  try {
    closed = Number(localStorage.getItem(KEY)) || 0;
  } catch {
    return; // storage is switched off: the line cannot be remembered, so it stays
  }
  const number = Number(document.currentScript.dataset.number);
  const hide = () => document.documentElement.classList.add("breaking-closed");
  if (number <= closed) {
    hide();
    return;
  }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".breaking-close");
    button.hidden = false;
    button.addEventListener("click", () => {
      localStorage.setItem(KEY, String(number));
      hide();
      document.querySelector(".masthead-name").focus();
    });
  });
})();
