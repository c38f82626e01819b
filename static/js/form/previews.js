// Shows how the story will look in a list, in a search engine and where its link is shared.
"use strict";
document.addEventListener("draft:ready", () => {
  const { draft } = window;
  const { site, photo } = draft.box.dataset;

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  const parts = Object.fromEntries(
    ["list-kicker", "list-title", "list-lede", "search-place", "search-title", "search-text", "share-title", "share-text"].map(
      (name) => [name, element("p", `preview-${name}`)],
    ),
  );
  const picture = element("div", "preview-picture");
  if (photo) picture.append(Object.assign(new Image(), { src: photo, alt: "" }));
  else picture.textContent = gettext("بلا صورة");

  const card = (label, kind, ...children) =>
    element("figure", `preview preview-${kind}`, element("figcaption", "", label), element("div", "preview-card", ...children));
  const box = element(
    "details",
    "previews",
    element("summary", "", gettext("كيف يظهر في القوائم ومحركات البحث والمشاركات")),
    element(
      "div",
      "preview-cards",
      card(gettext("في القوائم"), "list", parts["list-kicker"], parts["list-title"], parts["list-lede"]),
      card(gettext("في محركات البحث"), "search", parts["search-place"], parts["search-title"], parts["search-text"]),
      card(gettext("عند المشاركة"), "share", picture, element("p", "preview-site", site), parts["share-title"], parts["share-text"]),
    ),
  );
  document.querySelector(".form-row.field-lede").after(box);

  // As much of the lede as the source lets readers have (source-rules.js)
  function permitted(lede) {
    const { permits, words } = document.querySelector("ul.source-rules")?.dataset || {};
    if (permits === "headline") return "";
    const all = lede.split(/\s+/);
    return permits === "excerpt" && all.length > words ? `${all.slice(0, words).join(" ")} …` : lede;
  }

  function show() {
    if (!box.open) return;
    const [headline, lede] = [draft.text("headline").trim(), permitted(draft.text("lede").trim())];
    const chosen = document.getElementById("id_section")?.selectedOptions[0];
    const section = chosen && chosen.value ? chosen.textContent.trim() : "";
    const said = {
      "list-kicker": draft.text("kicker").trim(),
      "list-title": draft.text("short_headline").trim() || headline,
      "list-lede": lede,
      "search-place": [site, section].filter(Boolean).join(" › "),
      "search-title": headline,
      "search-text": lede || headline,
      "share-title": headline,
      "share-text": lede,
    };
    Object.entries(said).forEach(([name, text]) => {
      parts[name].textContent = text;
    });
  }

  box.addEventListener("toggle", show);
  draft.onChange(show);
});
