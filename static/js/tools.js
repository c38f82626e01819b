// What stands beside the time line of a story: letters smaller and larger, copying its address, other programs'
// sharing, printing. Links to share it with need none of this.
"use strict";
(() => {
  const SIZES = ["small", "", "large", "larger", "largest"];
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const said = tools.querySelector(".tools-said");
  const button = (name) => tools.querySelector(`[data-tool=${name}]`);

  function resize(step) {
    const next = SIZES[SIZES.indexOf(window.reading.get("size")) + step];
    if (next === undefined) return;
    window.reading.choose("size", next);
    limit();
  }
  // A button that can do nothing more says so, and keeps the focus.
  function limit() {
    const place = SIZES.indexOf(window.reading.get("size"));
    button("smaller").setAttribute("aria-disabled", String(place === 0));
    button("larger").setAttribute("aria-disabled", String(place === SIZES.length - 1));
  }
  button("smaller").addEventListener("click", () => resize(-1));
  button("larger").addEventListener("click", () => resize(1));
  document.addEventListener("reading", limit);
  limit();

  button("print").addEventListener("click", () => window.print());

  const copy = button("copy");
  if (!copy) return; // a story that is not out yet is not shared
  const { url, title } = copy.dataset;
  copy.hidden = !navigator.clipboard; // it is there over https alone
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = copy.dataset.done;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      said.textContent = url; // the browser refused: the address to be copied by hand
    }
  });
  const share = button("share");
  share.hidden = !navigator.share;
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title, url });
    } catch (error) {
      if (error.name !== "AbortError") throw error; // the reader thought better of it
    }
  });
})();
