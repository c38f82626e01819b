// Shows a post or a film of another site in the page, once a reader asks for it. Without this script, and for who
// asks for a new tab, the card is a link.
"use strict";
document.querySelectorAll(".embed-card[data-player]").forEach((card) => {
  card.querySelector(".embed-note").hidden = false;
  card.addEventListener("click", (event) => {
    if (!card.dataset.player || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const player = Object.assign(document.createElement("iframe"), {
      className: "embed-player",
      src: card.dataset.player,
      title: card.dataset.title,
      allow: "autoplay; fullscreen; encrypted-media; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    player.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation");
    delete card.dataset.player;
    card.before(player);
    card.parentElement.classList.add("is-open");
    player.focus();
  });
});
