// What a reader chose of how pages look: theme, size of letters, digits, names of months, the Hijri calendar.
// The browser keeps it; nothing is sent anywhere. Run in the head: theme and size are on <html> before anything is
// painted, and text is changed while the page is being read, before the browser paints what it has read.
"use strict";
(() => {
  const KEY = "reading";
  const ALLOWED = {
    theme: ["light", "dark", "contrast"],
    size: ["small", "large", "larger", "largest"],
    digits: ["arab", "latn"],
    months: ["levant", "both", "maghreb", "morocco"],
    calendar: ["hijri"],
  };
  const GULF = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");
  const LEVANT = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(",");
  const MONTHS = {
    levant: LEVANT,
    both: GULF.map((name, month) => `${name}/${LEVANT[month]}`),
    maghreb: "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" "),
    morocco: "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(" "),
  };
  const root = document.documentElement;
  const isArabic = root.lang === "ar";
  let choices = stored();

  function stored() {
    let found;
    try {
      found = JSON.parse(localStorage.getItem(KEY));
    } catch {
      found = null; // storage is switched off, or holds what no page of ours wrote
    }
    return Object.fromEntries(Object.entries(ALLOWED).filter(([name, values]) => values.includes(found?.[name])).map(([name]) => [name, found[name]]));
  }

  // --- The words of times ---------------------------------------------------------------------------------

  // Those that the newsroom writes; what stands in a text is its author's
  const MOMENT = "time[datetime]:not(.prose *, .notes *)";
  const AGO = "time[data-ago]";
  const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const LONGEST_AGO = 7 * 86_400; // s: from then on the date says more

  // Made once each: that takes a slow telephone longer than all the rest of this file
  const made = {};
  const relative = (numeric) => (made[numeric] ||= new Intl.RelativeTimeFormat(`${root.lang}-u-nu-latn`, { numeric }));

  function ago(datetime) {
    const seconds = (Date.now() - Date.parse(datetime)) / 1000;
    if (!(seconds > -60 && seconds < LONGEST_AGO)) return "";
    const [unit, length] = UNITS.find(([, long]) => seconds >= long) || ["second", Infinity];
    return relative(unit === "second" ? "auto" : "always").format(-Math.floor(Math.max(0, seconds) / length), unit).replace(/[\u200e\u200f]/g, "");
  }

  function hijri([year, month, day]) {
    const words = new Intl.DateTimeFormat("ar-SA-u-ca-islamic-umalqura-nu-latn", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    return words.format(Date.UTC(year, month - 1, day)).replace(/[\u200e\u200f]/g, "");
  }

  function moment(words, time) {
    // The day as the newsroom's zone has it: so the attribute says it.
    const day = time.dateTime.slice(0, 10).split("-");
    if (choices.months && isArabic) words = words.replace(/(\d{1,2} )[\u0621-\u064a]+/, `$1${MONTHS[choices.months][day[1] - 1]}`);
    if (choices.calendar) words = words.replace(/\d{4}/, (year) => `${year} (${hijri(day)})`);
    const since = time.matches(AGO) && ago(time.dateTime);
    return since ? `${words}، ${since}` : words;
  }

  // --- Digits ----------------------------------------------------------------------------------------------

  const SKIPPED = "script, style, textarea, select, datalist, code, kbd, samp, pre, svg, [translate=no]";
  const NUMBER = /\+?[0-9٠-٩۰-۹]+(?:[-–:/+_.,٫٬][0-9٠-٩۰-۹]+)*/g;
  // A score or a span of years turns round when its digits change (UAX #9: a dash does not join Arabic digits)
  const TURNS = /[-–+_]/;
  // Inside what runs from left to right only what has the same order in both: 18:30, 24/11/2026
  const SAME_ORDER = /^[\d:/.,]+$/;

  function digits(words, element) {
    if (element.closest(SKIPPED) || (element.closest("[dir=ltr]") && !SAME_ORDER.test(words))) return words;
    const zero = choices.digits === "arab" ? 0x660 : 0x30;
    return words.replace(NUMBER, (number) => TURNS.test(number) ? number : number.replace(/[0-9٠-٩۰-۹]/g, (digit) => String.fromCharCode(zero + (digit.charCodeAt(0) & 0xf))));
  }

  // --- The page --------------------------------------------------------------------------------------------

  const written = new WeakMap(); // text node: the server's words, and what was shown last

  function show(node) {
    const element = node.parentElement;
    const before = written.get(node);
    let raw = node.data;
    // While a page is being read, the rest of a text is put behind what is there already.
    if (before && raw.startsWith(before.shown)) raw = before.raw + raw.slice(before.shown.length);
    let shown = element.matches(MOMENT) ? moment(raw, element) : raw;
    if (choices.digits) shown = digits(shown, element);
    if (shown === raw && !before) return;
    written.set(node, { raw, shown });
    if (node.data !== shown) node.data = shown;
  }

  function apply(all) {
    if (!document.body) return;
    const whole = all || choices.digits || choices.months || choices.calendar;
    for (const part of whole ? [document.body] : document.querySelectorAll(AGO)) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) show(texts.currentNode);
    }
    changes.takeRecords();
  }

  function dress() {
    for (const name of Object.keys(ALLOWED)) {
      if (choices[name]) root.dataset[name] = choices[name];
      else delete root.dataset[name];
    }
    document.dispatchEvent(new Event("reading")); // forms and buttons show what is chosen
  }

  function refresh() {
    choices = stored();
    dress();
    apply(true);
  }

  const changes = new MutationObserver(() => apply());
  changes.observe(root, { childList: true, characterData: true, subtree: true });
  root.dataset.scripted = "";
  dress();
  setInterval(apply, 60_000); // what says how long ago
  window.addEventListener("storage", ({ key }) => key === KEY && refresh());
  window.addEventListener("pageshow", ({ persisted }) => persisted && refresh());

  window.reading = {
    get: (name) => choices[name] || "",
    // "" gives a choice up. Whether the browser keeps it: else it holds for this page alone.
    choose(name, value) {
      if (value) choices[name] = value;
      else delete choices[name];
      dress();
      apply(true);
      try {
        localStorage.setItem(KEY, JSON.stringify(choices));
      } catch {
        return false;
      }
      return true;
    },
  };
})();
