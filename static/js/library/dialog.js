// One dialog to search the library, choose from it and add to it, wherever a form wants pictures.
//   const photos = await window.library.choose({ many: true, files: [] });   // [] when it was closed
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const dialog = document.getElementById("library-dialog");
  if (!dialog) return;
  const grid = dialog.querySelector(".photo-grid");
  const said = dialog.querySelector(".library-said");
  const more = dialog.querySelector(".library-more");
  const done = dialog.querySelector("[data-done]");
  const find = dialog.querySelector(".library-find");
  const PAUSE = 300; // ms without a key before it is searched
  let chosen = new Map(); // number → photo, in the order of choosing
  let isMany = false;
  let finish = () => {};
  let next = null; // page
  let asked = new AbortController();
  let pause = 0;

  function answer(photos) {
    const tell = finish;
    finish = () => {};
    dialog.close();
    tell(photos);
  }

  function count() {
    done.hidden = !chosen.size;
    done.textContent = chosen.size > 1 ? interpolate(gettext("أدرج الصور المختارة (%s)"), [chosen.size]) : gettext("أدرج الصورة المختارة");
  }

  function choose(photo, button) {
    if (!isMany) return answer([photo]);
    if (chosen.has(photo.id)) chosen.delete(photo.id);
    else chosen.set(photo.id, photo);
    button?.setAttribute("aria-pressed", String(chosen.has(photo.id)));
    count();
  }

  function card(photo) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "photo-card";
    button.disabled = photo.isOver;
    if (isMany) button.setAttribute("aria-pressed", String(chosen.has(photo.id)));
    const alt = Object.assign(document.createElement("span"), { className: "photo-alt", textContent: photo.alt });
    const small = document.createElement("small");
    small.textContent = photo.isOver ? gettext("انتهت حقوقها") : photo.credit || gettext("بلا حقوق مكتوبة");
    small.classList.toggle("photo-lack", photo.isOver || !photo.credit);
    button.append(Object.assign(new Image(), { src: photo.thumbnail, alt: "", loading: "lazy" }), alt, small);
    button.addEventListener("click", () => choose(photo, button));
    item.append(button);
    return item;
  }

  async function load(page = 1) {
    asked.abort();
    asked = new AbortController();
    const fields = new URLSearchParams(find.elements.only.value);
    fields.set("q", find.elements.q.value.trim());
    if (page > 1) fields.set("p", page);
    try {
      const response = await fetch(`${dialog.dataset.choices}?${fields}`, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (response.redirected || !response.ok) {
        said.textContent = response.redirected
          ? gettext("انتهت جلستك. ادخل من نافذة أخرى، ثم أعد المحاولة هنا.")
          : gettext("تعذّر فتح المكتبة. أعد المحاولة بعد قليل.");
        return;
      }
      const found = await response.json();
      const cards = found.photos.map(card);
      if (page > 1) grid.append(...cards);
      else grid.replaceChildren(...cards);
      if (page > 1) cards[0]?.querySelector("button").focus();
      next = found.next;
      more.hidden = !next;
      said.textContent = grid.children.length ? "" : gettext("لا صورة بهذه الكلمات. خفف البحث، أو ارفع صورة.");
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof TypeError)) throw error;
      said.textContent = gettext("لا جواب من الخادم. أعد المحاولة بعد قليل.");
    }
  }

  const { add, recall } = window.library.equip(dialog.querySelector(".library-upload"), {
    // What was just described is chosen: that is why it was sent.
    onSaved(photo) {
      chosen.set(photo.id, photo);
      grid.prepend(card(photo));
      count();
    },
    onUse(photo) {
      choose(photo);
      load();
    },
  });
  dialog.addEventListener("library:done", () => answer(isMany ? [...chosen.values()] : [...chosen.values()].slice(-1)));

  window.library.choose = ({ many = false, files = [] } = {}) => {
    if (dialog.open) return Promise.resolve([]);
    isMany = many;
    chosen = new Map();
    count();
    dialog.showModal();
    recall();
    load();
    if (files.length) add(files);
    else find.elements.q.focus();
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  window.library.thumbnailOf = (pk) => dialog.dataset.thumbnail.replace("/0/", `/${pk}/`);

  find.addEventListener("submit", (event) => {
    event.preventDefault();
    load();
  });
  find.elements.q.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(load, PAUSE);
  });
  find.elements.only.addEventListener("change", () => load());
  more.addEventListener("click", () => load(next));
  done.addEventListener("click", () => answer([...chosen.values()]));
  dialog.querySelector("[data-close]").addEventListener("click", () => answer([]));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    answer([]);
  });
  dialog.addEventListener("paste", (event) => {
    const files = window.library.pictures(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  // Fields of the dialog are no part of the article: nothing that listens to the form hears of them.
  document.body.append(dialog);
});
