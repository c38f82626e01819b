// Keeps what is typed on the server while it is typed, and in this browser while the server cannot be reached;
// tells who else has the story open. Saving waits until the server has the text, so no answer can swallow it.
"use strict";
document.addEventListener("draft:ready", () => {
  const PAUSE = 4_000; // ms without a key before what was typed is kept
  const BEAT = 15_000; // ms between two words of a form that rests, or of a writer who does not
  const PATIENCE = 10_000; // ms that an answer may take
  const { box, form } = window.draft;
  const key = form.elements.form_key.value;
  const shelf = `unsaved:${box.dataset.person}:${box.dataset.url}:`;
  const line = (name) => box.querySelector(`.copy-${name}`);
  let kept = ""; // the text that the server has
  let pause = 0;
  let beat = 0;
  let queue = Promise.resolve();

  function say(name, text, ...more) {
    const target = line(name);
    if (target.textContent !== text || more.length) target.replaceChildren(text, ...more);
    target.hidden = !text;
  }

  // --- This browser's shelf ------------------------------------------------------------------------------

  function shelve(pairs) {
    try {
      localStorage.setItem(shelf + key, JSON.stringify(pairs));
      return gettext("نصك محفوظ في هذا المتصفح، ونعيد المحاولة.");
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      return gettext("لا يتسع هذا المتصفح لنصك: انسخه إلى مكان آمن.");
    }
  }

  // What an earlier visit had to leave in this browser goes to the server, which then offers it back.
  async function unshelve() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(shelf) && name !== shelf + key);
    for (const name of names) {
      const pairs = JSON.parse(localStorage.getItem(name));
      const answer = await post([...pairs, ["unsaved", "1"]]);
      if (!answer || !answer.ok) return;
      localStorage.removeItem(name);
    }
    if (names.length && !window.draft.isUnsaved()) window.location.replace(window.location.pathname);
  }

  // --- The server ------------------------------------------------------------------------------------------

  // The answer, or null where there was none.
  async function post(pairs) {
    const body = new FormData();
    pairs.forEach(([name, value]) => body.append(name, value));
    try {
      return await fetch(box.dataset.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": window.draft.token(), Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return null; // no network, no patience
      throw error;
    }
  }

  function tell({ others, version, saved_by: by, saved_at: at, at: now }, isUnsaved) {
    const names = others.map(({ name, since }) => interpolate(gettext("%s (منذ %s)"), [name, since]));
    say("others", names.length ? interpolate(gettext("يفتحه الآن أيضًا: %s"), [names.join("، ")]) : "");
    const newer =
      version > Number(form.elements.base_version.value) &&
      (by
        ? interpolate(gettext("حفظ %s نسخة أحدث في %s. احفظ ليجتمع ما كتبتما."), [by, at])
        : interpolate(gettext("حفظت نسخة أحدث من نافذة أخرى في %s. احفظ لتجتمعا."), [at]));
    say("newer", newer || "");
    say("kept", isUnsaved ? interpolate(gettext("ما كتبته محفوظ مؤقتًا (%s)، ولم يُحفظ في الخبر بعد."), [now]) : "");
  }

  async function complain(answer, pairs) {
    const shelved = shelve(pairs);
    say("kept", "");
    const isJson = answer && (answer.headers.get("Content-Type") || "").includes("json");
    if (isJson && answer.status !== 401) {
      say("trouble", (await answer.json()).message);
    } else if (answer && [401, 403].includes(answer.status)) {
      const link = document.createElement("a");
      link.href = box.dataset.login;
      link.target = "_blank";
      link.textContent = gettext("ادخل في نافذة أخرى");
      say("trouble", `${gettext("انتهت جلستك.")} ${shelved} `, link);
    } else {
      say("trouble", `${gettext("تعذّر الوصول إلى الخادم.")} ${shelved}`);
    }
  }

  async function keep() {
    clearTimeout(pause);
    clearTimeout(beat);
    beat = setTimeout(send, BEAT);
    pause = 0;
    const isUnsaved = window.draft.isUnsaved();
    const pairs = window.draft.pairs();
    const text = JSON.stringify(pairs);
    if (!isUnsaved) kept = "";
    const said = [["form_key", key]];
    if (isUnsaved) said.push(...(text === kept ? [["unsaved", "same"]] : [...pairs, ["unsaved", "1"]]));
    if (new Blob([text]).size > Number(box.dataset.most)) {
      shelve(pairs);
      say("trouble", gettext("النص أكبر من أن يُحفظ (أكثر من 5 ميغابايت): قسّمه، أو أزل ما لُصق فيه من صور وتنسيق."));
      return 413;
    }
    const answer = await post(said);
    if (!answer || !answer.ok) {
      await complain(answer, pairs);
      return answer ? answer.status : 0;
    }
    if (isUnsaved) kept = text;
    localStorage.removeItem(shelf + key);
    say("trouble", "");
    tell(await answer.json(), isUnsaved);
    return 200;
  }

  // The status of the answer, 0 for none; one at a time, in order.
  const send = () => (queue = queue.then(keep));

  // --- When ------------------------------------------------------------------------------------------------

  window.draft.onChange(() => {
    clearTimeout(pause);
    pause = setTimeout(send, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && pause) send();
  });

  form.addEventListener("submit", async (event) => {
    if (window.draft.leaving) return;
    event.preventDefault();
    const { submitter } = event;
    const status = await send();
    if ([0, 401, 403, 404, 413].includes(status)) {
      line("trouble").scrollIntoView({ block: "center" });
      return;
    }
    window.draft.leaving = true;
    form.elements.csrfmiddlewaretoken.value = window.draft.token(); // another one since a new sign-in
    form.requestSubmit(submitter);
    if (submitter?.formTarget === "_blank") window.draft.leaving = false; // a preview: this page stays
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) window.draft.leaving = false;
  });

  unshelve();
  send();
});
