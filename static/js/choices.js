// The form of a reader's choices (templates/articles/reading.html): what is picked holds at once. Links to its page
// open it over the page that is being read; they lead there where it cannot be fetched, and without this script.
"use strict";
(() => {
  const { reading } = window;

  function bind(form) {
    const unkept = form.querySelector(".choices-unkept");
    const mark = () => form.querySelectorAll("input").forEach((input) => (input.checked = input.value === reading.get(input.name)));
    const choose = (name, value) => (unkept.hidden = reading.choose(name, value));
    form.addEventListener("change", ({ target }) => choose(target.name, target.value));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector(".choices-reset").addEventListener("click", () => {
      new Set([...form.elements].map(({ name }) => name).filter(Boolean)).forEach((name) => choose(name, ""));
      mark();
    });
    document.addEventListener("reading", mark);
    mark();
  }

  async function fetched(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new TypeError(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector(".choices");
    const dialog = document.createElement("dialog");
    dialog.className = "choices-dialog";
    dialog.setAttribute("aria-labelledby", "choices-title");
    const close = form.querySelector(".choices-close");
    close.hidden = false;
    close.addEventListener("click", () => dialog.close());
    const head = document.createElement("header");
    head.append(Object.assign(document.createElement("h2"), { id: "choices-title", textContent: page.querySelector("h1").textContent }), close);
    dialog.append(head, form);
    document.body.append(dialog);
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
    bind(form);
    return dialog;
  }

  let dialog;
  document.querySelectorAll("a[data-choices]").forEach((link) => {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || document.querySelector("main .choices")) return;
      event.preventDefault();
      try {
        dialog ||= await fetched(link.href);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        location.assign(link.href); // the network is away: the browser says so
        return;
      }
      if (!dialog.open) dialog.showModal();
    });
  });
  const here = document.querySelector("main .choices");
  if (here) bind(here);
})();
