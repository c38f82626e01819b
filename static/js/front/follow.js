// The desk follows what others do: asked for again every twenty seconds, it is shown at once, or offered
// where somebody is at work in it.
const EVERY = 20_000;

export function follow({ board, reload, say }) {
  let told = ""; // the version that was offered already
  const isBusy = () =>
    board().contains(document.activeElement) ||
    board().querySelector("details[open], .is-dragged, .is-busy") !== null;

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return; // the next time tries again
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("front-board");
    if (!fresh) return;
    const { version } = fresh.dataset;
    const isNews = version !== board().dataset.version && version !== told;
    if (!isBusy()) board().replaceWith(fresh); // its times move on, too
    if (!isNews) return;
    told = version;
    const last = fresh.querySelector(".front-log p")?.textContent.trim() || "";
    say(interpolate(gettext("تغيّرت الصفحة: %s."), [last]), "warning");
    if (board() === fresh) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = gettext("اعرض ما تغيّر");
    button.addEventListener("click", () => reload().then(() => say("")));
    document.getElementById("front-said").append(button);
  }

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
