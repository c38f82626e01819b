// The article's form as it stands, for the scripts beside this one: its fields, its texts, and whether anything
// in it is not saved. Values are compared, so what was typed and undone counts as nothing.
"use strict";
window.draft = (() => {
  const LEFT_OUT = /^csrfmiddlewaretoken$|-__prefix__-/;
  const listeners = [];
  let cleanFields = ""; // as the page came; the editing area writes its HTML in its own way once it is ready
  let cleanBody = null;
  let form = null;

  const area = () => window.CKEDITOR && window.CKEDITOR.instances.id_body;
  const fields = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.test(name));
  const withoutBody = () => JSON.stringify(fields().filter(([name]) => name !== "body"));
  const body = () => (area() && area().status === "ready" ? area().getData() : document.getElementById("id_body").value);
  const tell = () => listeners.forEach((listener) => listener());

  const draft = {
    // Where the form tells what it holds; absent for who may only read
    box: null,
    // Set while the form is being sent, when nobody need be warned
    leaving: false,
    get form() {
      return form;
    },
    get area() {
      return area();
    },
    // [name, value] of each field, as the form would send them
    pairs() {
      if (area() && area().status === "ready") area().updateElement();
      return fields();
    },
    // Text of a field; the body's as HTML
    text: (name) => (name === "body" ? body() : document.getElementById(`id_${name}`)?.value || ""),
    // Puts `text` into a field as if it had been typed; in the editing area its own «undo» takes it back.
    async write(name, text) {
      const field = document.getElementById(`id_${name}`);
      if (name === "body" && area() && area().status === "ready") {
        await new Promise((callback) => area().setData(text, { callback }));
        tell();
      } else {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    // Proves to the server that this page is ours; another one since a new sign-in in another window
    token: () =>
      (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value,
    isUnsaved: () =>
      "unsaved" in draft.box.dataset || withoutBody() !== cleanFields || (cleanBody !== null && body() !== cleanBody),
    onChange: (listener) => listeners.push(listener),
    // Calls back with the editing area, once it can be used
    withArea(use) {
      if (area() && area().status === "ready") use(area());
      else if (window.CKEDITOR) window.CKEDITOR.on("instanceReady", ({ editor }) => use(editor));
    },
  };

  document.addEventListener("DOMContentLoaded", () => {
    form = document.getElementById("article_form");
    draft.box = document.getElementById("working-copy");
    if (!form || !draft.box) {
      form = null;
      return;
    }
    cleanFields = withoutBody();
    draft.withArea((editor) => {
      cleanBody = editor.getData();
      const listen = () => editor.editable().on("input", tell);
      listen();
      // Each text that is put in as a whole is a new element, and so is each look at the source
      editor.on("contentDom", listen);
      editor.on("mode", () => editor.mode === "source" && listen());
      editor.on("change", tell);
      tell();
    });
    form.addEventListener("input", tell);
    form.addEventListener("change", tell);
    document.dispatchEvent(new Event("draft:ready"));
  });

  return draft;
})();
