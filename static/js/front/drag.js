// Stories are dragged to a place of a zone: a pinned one moves there, another is pinned there.
export function drag(act) {
  let dragged = null;

  const target = (event) => dragged && event.target.closest?.(".front-places > .front-place, .front-zone");
  const clear = () => document.querySelectorAll(".is-target").forEach((one) => one.classList.remove("is-target"));

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.('[draggable="true"][data-story]');
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.querySelector("a")?.textContent || "");
    dragged.classList.add("is-dragged");
  });

  document.addEventListener("dragover", (event) => {
    const over = target(event);
    if (!over || !over.closest("[data-zone]").querySelector(".front-places")) return;
    event.preventDefault();
    clear();
    over.classList.add("is-target");
  });

  document.addEventListener("drop", (event) => {
    const over = target(event);
    if (!over || over === dragged) return;
    event.preventDefault();
    const zone = over.closest("[data-zone]");
    const { size } = zone.dataset;
    // On the zone itself: behind what stands in it
    const place = over.dataset.place || Math.min(size, zone.querySelectorAll("[data-place]").length + 1);
    const { story, pin } = dragged.dataset;
    const body = new FormData(document.getElementById("acts"));
    body.set("act", `${pin ? `move ${pin}` : `pin ${story}`} ${zone.dataset.zone} ${place}`);
    act(body, { story });
  });

  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
}
