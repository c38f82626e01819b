// Checks what the form holds before it is published, and mends its style there. Nothing is stored by it but what
// is silenced: mended text is in the form, as if it had been typed, until it is saved or taken back.
"use strict";
document.addEventListener("draft:ready", () => {
  const { draft, places } = window;
  const PATIENCE = 60_000; // ms that an answer may take
  const panel = document.getElementById("checks");
  const check = panel.querySelector("[data-shortcut=check]");
  const undo = panel.querySelector("[data-undo]");
  const said = panel.querySelector(".checks-said");
  const found = panel.querySelector(".checks-found");
  const silenced = new Set(); // for a story that has no place yet where it could be kept
  const mendings = []; // each: name, text before and after of the fields that changed
  let checked = ""; // what the form held when what is shown was found
  let isBusy = false;

  const held = () => JSON.stringify(draft.pairs());
  const say = (text) => {
    said.textContent = text;
  };

  // The answer, or null after having said why there is none.
  async function ask(orders) {
    const body = new FormData();
    draft.pairs().forEach(([name, value]) => body.append(name, value));
    silenced.forEach((key) => body.append("silenced", key));
    Object.entries(orders).forEach(([name, value]) => body.append(name, value));
    try {
      const answer = await fetch(panel.dataset.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": draft.token(), Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok) return await answer.json();
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      say(isJson ? (await answer.json()).message : gettext("تعذّر الفحص. لم يضع مما كتبته شيء."));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error; // no network, no patience
      say(gettext("لا جواب من الخادم. لم يضع مما كتبته شيء: أعد الفحص بعد قليل."));
    }
    return null;
  }

  async function write(texts) {
    const done = [];
    for (const [name, text] of Object.entries(texts)) {
      const before = draft.text(name);
      await draft.write(name, text);
      done.push({ name, before, after: draft.text(name) });
    }
    return done;
  }

  async function run(orders = {}) {
    if (isBusy) return;
    isBusy = true;
    panel.setAttribute("aria-busy", "true");
    say(gettext("يُفحص…"));
    const asked = held();
    try {
      const answer = await ask(orders);
      if (!answer) return;
      if (held() !== asked) return say(gettext("تغيّر ما في النموذج أثناء الفحص، فلم يُمسّ: افحص من جديد."));
      const done = await write(answer.mended);
      if (done.length) mendings.push(done);
      undo.hidden = !mendings.length;
      found.innerHTML = answer.found;
      say(answer.summary);
      checked = held();
    } finally {
      isBusy = false;
      panel.removeAttribute("aria-busy");
    }
  }

  // Only what still is as mending left it: what was typed since then stays.
  async function takeBack() {
    const done = mendings.pop();
    const untouched = done.filter(({ name, after }) => draft.text(name) === after);
    await write(Object.fromEntries(untouched.map(({ name, before }) => [name, before])));
    await run();
    if (untouched.length < done.length) say(gettext("ما كتبته بعد الإصلاح باقٍ، فلم يُتراجع عن الإصلاح في حقله."));
    undo.hidden = !mendings.length;
    (undo.hidden ? check : undo).focus();
  }

  // To what now stands where the button was, so that one goes on from there by keyboard.
  async function act(button, orders) {
    const position = [...found.querySelectorAll(".finding")].indexOf(button.closest(".finding"));
    await run(orders);
    if (button.isConnected) return;
    const left = [...found.querySelectorAll(".finding")];
    (left[Math.min(Math.max(position, 0), left.length - 1)]?.querySelector("button") || check).focus();
  }

  panel.addEventListener("click", (event) => {
    const target = event.target.closest("button, a");
    const { mend, silence, recall, leads, place } = target?.dataset || {};
    const finding = target?.closest(".finding");
    if (target === check) run();
    else if (target === undo) takeBack();
    else if (mend) act(target, { mend });
    else if (silence) {
      silenced.add(silence);
      act(target, { silence });
    } else if (recall !== undefined) {
      silenced.clear();
      act(target, { recall: "1" });
    } else if (leads) {
      event.preventDefault();
      places.lead(leads);
    } else if (place !== undefined) {
      event.preventDefault();
      places.select(finding.dataset.field, finding.dataset.before, finding.dataset.found);
    }
  });

  draft.onChange(() => {
    if (!checked || isBusy || held() === checked) return;
    checked = "";
    say(gettext("تغيّر ما في النموذج بعد هذا الفحص: افحص من جديد."));
  });

  document.querySelector(".form-row.field-body").after(panel);
  panel.hidden = false;
});
