// The live preview: a pane beside the article's form that follows what is typed, as the readers' page.
// It asks the same address as the form's own preview button, which opens the page in a tab without any of this.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("button[name=_preview]");
  if (!button) return;
  const form = button.form;
  const address = button.formAction;
  const PAUSE = 1000; // milliseconds without typing
  const WIDTHS = { phone: 360, desk: 1280 }; // pixels of the page
  const remembered = { open: "preview-open", width: "preview-width" };

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const tool = (label, onclick) => make("button", { type: "button", className: "button", textContent: label, onclick });

  // --- What is there ---------------------------------------------------------------------------------------

  const frame = make("iframe", { title: gettext("الخبر كما يراه القراء") });
  const stage = make("div", { className: "preview-stage" }, frame);
  const said = make("p", { className: "preview-said" });
  said.setAttribute("role", "status");
  const widths = { phone: tool(gettext("هاتف"), () => setWidth("phone")), desk: tool(gettext("حاسوب"), () => setWidth("desk")) };
  const pane = make(
    "section",
    { id: "preview-pane", className: "preview-pane", hidden: true },
    make("div", { className: "preview-tools" }, widths.phone, widths.desk, tool(gettext("أغلق المعاينة"), () => close())),
    said,
    stage,
  );
  pane.setAttribute("aria-label", gettext("المعاينة الحية"));
  form.after(pane);

  const toggle = tool(gettext("معاينة حية"), () => (pane.hidden ? open() : close()));
  toggle.className = "preview-toggle";
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", pane.id);
  const tools = document.querySelector(".object-tools") ?? make("ul", { className: "object-tools" });
  tools.prepend(make("li", {}, toggle));
  if (!tools.isConnected) form.parentElement.before(tools);

  // --- Its width: a page of 1280 pixels in a narrower pane is shown smaller -------------------------------

  let width = localStorage.getItem(remembered.width) === "desk" ? "desk" : "phone";

  function fit() {
    const scale = Math.min(1, stage.clientWidth / WIDTHS[width]);
    frame.style.inlineSize = `${WIDTHS[width]}px`;
    frame.style.blockSize = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.marginInlineStart = `${(stage.clientWidth - WIDTHS[width] * scale) / 2}px`;
  }

  function setWidth(name) {
    width = name;
    localStorage.setItem(remembered.width, name);
    Object.entries(widths).forEach(([key, one]) => one.setAttribute("aria-pressed", String(key === name)));
    fit();
  }

  new ResizeObserver(fit).observe(stage);

  // --- Its content ---------------------------------------------------------------------------------------

  let shown = "";
  let asked = new AbortController();

  function written() {
    const fields = new FormData(form);
    const body = window.CKEDITOR?.instances.id_body;
    if (body) fields.set("body", body.getData());
    return fields;
  }

  const page = () => frame.contentDocument?.querySelector("#main") && frame.contentDocument;
  const SIGNED_OUT = gettext("انتهت جلستك. ادخل إلى المكتب من نافذة أخرى، ثم عُد إلى هنا.");

  async function refresh() {
    if (pane.hidden || !page()) return; // once it has loaded, it is refreshed
    const fields = written();
    const state = JSON.stringify([...fields].map(([name, value]) => [name, String(value)]));
    if (state === shown) return;
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { method: "POST", body: fields, signal: asked.signal });
      if (answer.redirected) said.textContent = SIGNED_OUT;
      else if (!answer.ok) said.textContent = gettext("تعذّرت المعاينة. لم يضع مما كتبته شيء.");
      else {
        show(await answer.text());
        shown = state;
        said.textContent = "";
      }
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = gettext("لا اتصال بالخادم. تُعاد المعاينة مع تعديلك التالي.");
    }
  }

  // The body is changed for the new one in the page that is there: nothing blinks, and the reader's place stays.
  function show(html) {
    const place = page().documentElement.scrollTop;
    page().body.replaceWith(page().adoptNode(new DOMParser().parseFromString(html, "text/html").body));
    page().documentElement.scrollTop = place;
  }

  let waiting = 0;
  function later() {
    if (pane.hidden) return;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  }

  frame.addEventListener("load", () => {
    shown = "";
    if (!page()) said.textContent = SIGNED_OUT; // the page to sign in is not to be framed
    refresh();
  });
  // Select boxes tell jQuery only; rows that move, and words that are added, tell nobody but the button.
  django.jQuery(form).on("input change click", later);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", later));
  Object.values(window.CKEDITOR?.instances ?? {}).forEach((editor) => editor.on("change", later));

  // --- Open and closed -----------------------------------------------------------------------------------

  function open() {
    pane.hidden = false;
    document.body.classList.add("previewing");
    toggle.setAttribute("aria-expanded", "true");
    localStorage.setItem(remembered.open, "yes");
    setWidth(width);
    if (frame.src) refresh();
    else frame.src = address;
  }

  function close() {
    pane.hidden = true;
    document.body.classList.remove("previewing");
    toggle.setAttribute("aria-expanded", "false");
    localStorage.removeItem(remembered.open);
    toggle.focus();
  }

  if (localStorage.getItem(remembered.open)) open();
});
