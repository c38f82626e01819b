// Says that a story is being read, once, after its page was in view for five seconds on end. Nothing about the
// reader is sent, and nothing is kept here: docs/decisions/0030-counting-reads.md
"use strict";
(() => {
  const { read } = document.currentScript.dataset;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(send, 5_000);
  };
  const send = () => {
    document.removeEventListener("visibilitychange", wait);
    navigator.sendBeacon(read);
  };
  document.addEventListener("visibilitychange", wait);
  wait();
})();
