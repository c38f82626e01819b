// Brings pasted text to what a body may hold, before the editing area's own filter drops the rest.
"use strict";
(() => {
  const RENAMED = { h1: "h2", h4: "h3", h5: "h3", h6: "h3", b: "strong", i: "em", div: "p" };
  const EMPTY = "p, h2, h3, li, strong, em, span";

  function rename(root) {
    root.querySelectorAll("div:has(p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote)").forEach((box) => {
      box.replaceWith(...box.childNodes);
    });
    Object.entries(RENAMED).forEach(([from, to]) => {
      root.querySelectorAll(from).forEach((old) => {
        const made = root.ownerDocument.createElement(to);
        made.append(...old.childNodes);
        old.replaceWith(made);
      });
    });
  }

  // Google Docs wraps everything in a <b> that is not bold; Word and Docs say bold and slanted by style.
  function unstyle(root) {
    root.querySelectorAll("b[id^=docs-internal-guid], b[style*='font-weight:normal']").forEach((wrapper) => {
      wrapper.replaceWith(...wrapper.childNodes);
    });
    root.querySelectorAll("span[style]").forEach((span) => {
      const { fontWeight, fontStyle } = span.style;
      let made = [...span.childNodes];
      const wrap = (tag) => {
        const outer = root.ownerDocument.createElement(tag);
        outer.append(...made);
        made = [outer];
      };
      if (fontWeight === "bold" || Number(fontWeight) >= 600) wrap("strong");
      if (fontStyle === "italic") wrap("em");
      span.replaceWith(...made);
    });
  }

  function dropEmpty(root) {
    [...root.querySelectorAll(EMPTY)].reverse().forEach((block) => {
      if (!block.textContent.trim() && !block.querySelector("img, table")) block.replaceWith(block.matches("p, h2, h3, li") ? "" : " ");
    });
  }

  function clean(html) {
    const root = new DOMParser().parseFromString(html, "text/html").body;
    // A line break between paragraphs is Docs' empty paragraph
    root.querySelectorAll("meta, style, script, title, link, xml, :is(p, ul, ol, h1, h2, h3, h4) + br, body > br").forEach((one) => one.remove());
    unstyle(root);
    rename(root);
    root.querySelectorAll("h2 strong, h3 strong").forEach((bold) => bold.replaceWith(...bold.childNodes));
    // The text runs from right to left anyway
    root.querySelectorAll("[dir=rtl i]").forEach((one) => one.parentElement.closest("[dir=ltr i]") || one.removeAttribute("dir"));
    root.querySelectorAll(":is(li, td, th) > p:only-child").forEach((only) => only.replaceWith(...only.childNodes));
    dropEmpty(root);
    return root.innerHTML;
  }

  document.addEventListener("draft:ready", () => {
    window.draft.withArea((area) => {
      // 6: after the filters for Word and Docs have read their marks (3), before it is inserted (1000)
      area.on("paste", (event) => {
        if (event.data.type === "html" && event.data.dataValue) event.data.dataValue = clean(event.data.dataValue);
      }, null, null, 6);
    });
  });
})();
