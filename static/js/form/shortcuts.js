// Saving, handing on, previewing and checking from the keyboard, and a list of the keys behind «؟».
"use strict";
document.addEventListener("draft:ready", () => {
  const { draft } = window;
  const SAVE = () => draft.form.querySelector("[name=_continue]");
  const NEXT = () => draft.form.querySelector(":is([value=submit], [value=approve], [value=publish])[name=_act]");
  const PREVIEW = () => document.querySelector("[data-shortcut=preview]");
  const CHECK = () => document.querySelector("[data-shortcut=check]");
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  const control = isApple ? "⌘" : "Ctrl";

  // By place of the key, not by letter: on an Arabic keyboard S is «س».
  function wanted(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
    if (event.code === "KeyS" && !event.shiftKey) return SAVE();
    if (event.code === "Enter") return event.shiftKey ? PREVIEW() : NEXT();
    if (event.code === "Slash") return help;
    if (event.code === "Period") return CHECK();
    return null;
  }

  function onKey(event) {
    const target = wanted(event);
    if (!target) return;
    event.preventDefault();
    target.click();
  }

  const dialog = document.createElement("dialog");
  dialog.className = "shortcuts";
  dialog.setAttribute("aria-labelledby", "shortcuts-title");
  const title = document.createElement("h2");
  title.id = "shortcuts-title";
  title.textContent = gettext("مفاتيح لوحة التحرير");
  const list = document.createElement("dl");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = gettext("أغلق");
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, close);

  function fill() {
    const rows = [
      [`${control} + S`, gettext("احفظ، وابق في الصفحة"), SAVE()],
      [`${control} + Enter`, NEXT()?.textContent.trim(), NEXT()],
      [`${control} + Shift + Enter`, gettext("معاينة"), PREVIEW()],
      [`${control} + .`, gettext("افحص قبل النشر"), CHECK()],
      [`${control} + /`, gettext("هذه القائمة"), help],
    ];
    list.replaceChildren(
      ...rows
        .filter(([, , target]) => target)
        .flatMap(([keys, what]) => {
          const term = document.createElement("dt");
          const pressed = document.createElement("kbd");
          pressed.dir = "ltr";
          pressed.textContent = keys;
          term.append(pressed);
          const said = document.createElement("dd");
          said.textContent = what;
          return [term, said];
        }),
    );
  }

  const help = document.createElement("button");
  help.type = "button";
  help.className = "button shortcuts-help";
  help.textContent = "؟";
  help.title = gettext("مفاتيح لوحة التحرير");
  help.setAttribute("aria-label", help.title);
  help.addEventListener("click", () => {
    fill();
    if (!dialog.open) dialog.showModal();
  });

  draft.form.querySelector(".submit-row").append(help);
  document.body.append(dialog);
  document.addEventListener("keydown", onKey);
  draft.withArea((area) => {
    const listen = () => area.document.$.addEventListener("keydown", onKey);
    listen();
    area.on("contentDom", listen); // a new document after each look at the source
  });
});
