// Says how long headline, lede and text are while they are written.
"use strict";
document.addEventListener("draft:ready", () => {
  const { draft } = window;
  const LONG_HEADLINE = 70; // characters: articles/checklist/publish.py says why
  const WORDS_A_MINUTE = 180; // as Article.minutes_to_read

  const wordsOf = (text) => text.split(/\s+/).filter(Boolean).length;
  const lettersOf = (text) => [...text.trim()].length;
  const plain = (html) =>
    new DOMParser().parseFromString(html.replace(/<(?:br|hr|\/p|\/h\d|\/li|\/t[dhr]|\/blockquote)\b/g, " $&"), "text/html")
      .body.textContent;

  function counter(name) {
    const made = document.createElement("p");
    made.className = "text-count";
    made.id = `${name}-count`;
    document.querySelector(`.form-row.field-${name}`).append(made);
    const field = document.getElementById(`id_${name}`);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${made.id}`.trim());
    return made;
  }

  const length = (text) => interpolate(gettext("الكلمات: %s · الأحرف: %s"), [wordsOf(text), lettersOf(text)]);

  const shown = Object.fromEntries(["headline", "lede", "body"].map((name) => [name, counter(name)]));

  function count() {
    const headline = draft.text("headline");
    const isLong = lettersOf(headline) > LONG_HEADLINE && !draft.text("short_headline").trim();
    shown.headline.textContent = isLong
      ? `${length(headline)} · ${gettext("طويل للقوائم: اكتب له «عنوانًا قصيرًا».")}`
      : length(headline);
    shown.headline.classList.toggle("is-long", isLong);
    shown.lede.textContent = length(draft.text("lede"));
    const words = wordsOf(plain(draft.text("body")));
    const minutes = Math.max(1, Math.round((words + wordsOf(draft.text("lede"))) / WORDS_A_MINUTE));
    shown.body.textContent = interpolate(gettext("كلمات النص: %s · دقائق القراءة: %s"), [words, minutes]);
  }

  draft.onChange(count);
  count();
});
