// Sends pictures to the library, each by itself, and asks for the words that make a photo of each.
// What was sent waits on the server until it has them: another page, or another day, finds it there.
"use strict";
window.library = (() => {
  const AT_ONCE = 2; // on their way
  const cookie = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
  // Behind a proxy that hides the cookie from scripts, the form's own
  const token = () => cookie() || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const SIGNED_OUT = () => gettext("انتهت جلستك. ادخل من نافذة أخرى، ثم أعد المحاولة هنا.");
  const NO_ANSWER = () => gettext("لا جواب من الخادم. أعد المحاولة بعد قليل.");

  // The answer's JSON; throws an Error whose message is for the editor.
  function send(url, fields, onProgress = () => {}) {
    return new Promise((resolve, reject) => {
      const body = new FormData();
      Object.entries(fields).forEach(([name, value]) => body.append(name, value));
      const request = new XMLHttpRequest(); // fetch() does not tell how much has been sent
      request.open("POST", url);
      request.responseType = "json";
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = ({ loaded, total }) => onProgress(total ? (100 * loaded) / total : 0);
      request.onload = () => {
        if (request.status < 300 && request.response) return resolve(request.response);
        const said = request.status === 401 || request.status === 403 ? SIGNED_OUT() : NO_ANSWER();
        reject(new Error(request.response?.message || said));
      };
      request.onerror = request.onabort = () => reject(new Error(NO_ANSWER()));
      request.send(body);
    });
  }

  const pictures = (transfer) => [...(transfer?.files || [])].filter(({ type }) => type.startsWith("image/"));

  // `onSaved(photo)` hears of each that became a photo, `onUse(photo)` of one of the library that is taken instead.
  function equip(panel, { onSaved = () => {}, onUse = null } = {}) {
    const { upload: url, photo: page } = panel.dataset;
    const input = panel.querySelector("input[type=file]");
    const drop = panel.querySelector(".upload-drop");
    const said = panel.querySelector(".upload-said");
    const list = panel.querySelector(".uploads");
    const saveAll = panel.querySelector(".upload-save");
    const template = panel.querySelector("template");
    const queue = [];
    const ready = new Map(); // row → its number on the server
    let running = 0;

    const say = (text) => {
      said.textContent = text;
    };
    const part = (row, name) => row.querySelector(name);

    function fail(row, message) {
      const error = part(row, ".upload-error");
      error.textContent = message;
      error.hidden = false;
    }

    function count() {
      saveAll.hidden = !ready.size;
      const waiting = queue.length + running;
      if (waiting) say(interpolate(gettext("بقي منها: %s"), [waiting]));
      else if (ready.size) say(gettext("اكتب لكل صورة نصها البديل، ثم احفظها. تنتظرك هنا يومًا."));
    }

    function remove(row) {
      ready.delete(row);
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next?.querySelector("input, button:not([hidden])") || input).focus();
      count();
    }

    function makeRow(name) {
      const row = template.content.firstElementChild.cloneNode(true);
      part(row, ".upload-name bdi").textContent = name;
      part(row, ".upload-drop-it").addEventListener("click", async () => {
        const pk = ready.get(row);
        try {
          if (pk) await send(`${url}${pk}/give-up/`, {});
          remove(row);
        } catch (error) {
          fail(row, error.message);
        }
      });
      list.append(row);
      return row;
    }

    function tellLike(row, like) {
      part(row, ".upload-like").hidden = !like?.length;
      part(row, ".upload-like ul").replaceChildren(
        ...(like || []).map((photo) => {
          const item = document.createElement("li");
          const picture = Object.assign(new Image(), { src: photo.thumbnail, alt: "" });
          const use = document.createElement(onUse ? "button" : "a");
          if (onUse) {
            use.type = "button";
            use.className = "button";
            use.textContent = gettext("استعملها");
            use.addEventListener("click", () => {
              part(row, ".upload-drop-it").click();
              onUse(photo);
            });
          } else {
            use.href = page.replace("/0/", `/${photo.id}/`);
            use.textContent = gettext("افتحها");
          }
          item.append(picture, photo.alt, " ", use);
          return item;
        }),
      );
    }

    // The picture is there: now its words. Of one just sent both its own answer and recall() may tell.
    function ask(row, sent) {
      if ([...ready.values()].includes(sent.id)) return row.remove();
      ready.set(row, sent.id);
      const image = part(row, "img");
      image.src = sent.thumbnail;
      image.hidden = false;
      part(row, "progress").remove();
      part(row, ".upload-state").textContent = "";
      part(row, ".upload-fields").hidden = false;
      part(row, ".upload-drop-it").hidden = false;
      Object.entries(sent.words).forEach(([name, text]) => {
        part(row, `[name=${name}]`).value = text;
      });
      tellLike(row, sent.like);
    }

    async function next() {
      if (running >= AT_ONCE || !queue.length) return;
      const { row, file } = queue.shift();
      running += 1;
      try {
        const sent = await send(url, { file }, (percent) => {
          part(row, "progress").value = percent;
          part(row, ".upload-state").textContent = percent < 100 ? `${Math.round(percent)}٪` : gettext("تُفحص…");
        });
        ask(row, sent);
      } catch (error) {
        part(row, "progress").remove();
        part(row, ".upload-state").textContent = "";
        fail(row, error.message);
        part(row, ".upload-drop-it").textContent = gettext("أخفِ هذا");
        part(row, ".upload-drop-it").hidden = false;
      }
      running -= 1;
      count();
      if (!running && !queue.length) list.querySelector("[name=alt]:invalid")?.focus({ preventScroll: true });
      next();
    }

    function add(files) {
      if (!files.length) return;
      files.forEach((file) => queue.push({ file, row: makeRow(file.name) }));
      count();
      for (let free = running; free < AT_ONCE; free += 1) next();
    }

    async function save(row) {
      const inputs = [...row.querySelectorAll("input[name]")];
      const fields = Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
      // A time that is half typed has no value, and would be lost without a word.
      if (inputs.some(({ validity }) => validity.badInput)) return fail(row, gettext("أكمل موعد انتهاء حقوقها، أو أفرغه."));
      if (!fields.alt.trim()) return fail(row, gettext("اكتب النص البديل: ما يراه الناظر، لمن لا يرى الصورة."));
      try {
        const photo = await send(`${url}${ready.get(row)}/`, fields);
        ready.delete(row);
        row.remove();
        onSaved(photo);
      } catch (error) {
        fail(row, error.message);
      }
    }

    async function saveReady() {
      const before = ready.size;
      saveAll.disabled = true;
      list.querySelectorAll(".upload-error").forEach((error) => (error.hidden = true));
      for (const row of [...ready.keys()]) await save(row);
      saveAll.disabled = false;
      count();
      const saved = before - ready.size;
      const left = ready.size ? ` ${interpolate(gettext("بقيت: %s"), [ready.size])}` : "";
      if (saved) say(interpolate(gettext("حُفظت: %s."), [saved]) + left);
      const wrong = list.querySelector(".upload-error:not([hidden])");
      if (wrong) wrong.closest(".upload").querySelector("[name=alt]")?.focus();
      else if (saved) panel.dispatchEvent(new CustomEvent("library:done", { bubbles: true }));
    }

    input.addEventListener("change", () => {
      add([...input.files]);
      input.value = "";
    });
    saveAll.addEventListener("click", saveReady);
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      saveReady();
    });
    const isFiles = ({ dataTransfer }) => [...dataTransfer.types].includes("Files");
    drop.addEventListener("dragover", (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      drop.classList.add("is-over");
    });
    drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("is-over");
      // All of them: what is no picture gets its own answer from the server.
      add([...event.dataTransfer.files]);
    });
    // What was sent before and not described yet, asked for once: when somebody looks.
    let isRecalled = panel.hidden;
    async function recall() {
      if (isRecalled) return;
      isRecalled = true;
      const answer = await fetch(panel.dataset.waiting);
      if (!answer.ok) return; // signed out meanwhile: whatever is done next says so
      (await answer.json()).uploads.forEach((sent) => ask(makeRow(sent.name), sent));
      count();
    }
    count();
    return { add, recall };
  }

  return { equip, pictures, send };
})();

// The library's own page: what was saved is seen by loading it anew.
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector(".library-upload:not([data-choosing])");
  if (!panel) return;
  const { add, recall } = window.library.equip(panel);
  recall();
  panel.addEventListener("library:done", () => {
    if (!panel.querySelector(".upload")) window.location.assign(window.location.pathname);
  });
  document.addEventListener("paste", (event) => {
    const files = window.library.pictures(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
});
