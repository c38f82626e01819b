// Where the eye goes in a picture: pointed at with the mouse or a finger, or moved with the arrow keys, with the
// three cuts that follow from it. The numbers beside it stay, and say the same.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const image = document.querySelector("img[data-focal]");
  const [x, y] = ["x", "y"].map((name) => document.getElementById(`id_focal_${name}`));
  if (!image || !x || !y) return;
  const CUTS = [
    ["16:9", 16 / 9],
    ["4:3", 4 / 3],
    ["1:1", 1],
  ];
  const STEP = 0.01; // of its side, and five times that with Shift
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const point = make("button", { type: "button", className: "focal-point" });
  const stage = make("div", { className: "focal-stage" });
  const said = make("p", { className: "focal-said", id: "focal-said" });
  said.setAttribute("role", "status");
  const cuts = CUTS.map(([name, ratio]) => {
    const picture = Object.assign(new Image(), { src: image.src, alt: "" });
    const box = make("div", { className: "focal-cut" }, picture);
    box.style.aspectRatio = String(ratio);
    return { ratio, picture, figure: make("figure", {}, box, make("figcaption", { textContent: name, dir: "ltr" })) };
  });
  const help = make("p", {
    className: "focal-said",
    textContent: gettext("اضغط على ما يجب أن يبقى في كل قص: وجه، أو موضع الحدث. أو حرّك النقطة بالأسهم."),
  });
  const box = make("div", { className: "focal" }, help, stage, said, make("div", { className: "focal-cuts" }, ...cuts.map(({ figure }) => figure)));
  image.replaceWith(box);
  image.classList.remove("desk-preview");
  stage.append(image, point);

  const clamp = (value) => Math.min(1, Math.max(0, value));
  const read = (input) => clamp(Number.parseFloat(input.value) || 0);

  // As articles/photos/ cuts: the largest box of that shape with the point in its middle, moved inside the picture.
  function place({ ratio, picture }) {
    const across = Math.min(1, (ratio * height) / width);
    const down = Math.min(1, width / (ratio * height));
    const start = (at, size) => Math.min(1 - size, Math.max(0, at - size / 2));
    picture.style.width = `${100 / across}%`;
    picture.style.height = `${100 / down}%`;
    picture.style.left = `${(-100 * start(read(x), across)) / across}%`;
    picture.style.top = `${(-100 * start(read(y), down)) / down}%`;
  }

  function show() {
    point.style.left = `${100 * read(x)}%`;
    point.style.top = `${100 * read(y)}%`;
    cuts.forEach(place);
    const words = interpolate(gettext("مركز الاهتمام: %s٪ من اليسار، %s٪ من الأعلى"), [Math.round(100 * read(x)), Math.round(100 * read(y))]);
    point.setAttribute("aria-label", words);
    said.textContent = words;
  }

  function move(toX, toY) {
    x.value = clamp(toX).toFixed(3);
    y.value = clamp(toY).toFixed(3);
    show();
  }

  function follow(event) {
    const area = image.getBoundingClientRect();
    move((event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height);
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    point.focus();
    follow(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) follow(event);
  });
  point.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const size = event.shiftKey ? 5 * STEP : STEP;
    move(read(x) + size * step[0], read(y) + size * step[1]);
  });
  [x, y].forEach((input) => {
    input.step = "any";
    input.addEventListener("input", show);
  });
  show();
});
