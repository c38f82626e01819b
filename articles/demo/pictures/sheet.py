"""The sheet a picture is printed on: paint, sky, land, streets, water."""

from itertools import product
from math import cos, exp, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

from articles.demo.pictures.inks import INKS, LIT, PALETTES, Colour, mix
from articles.demo.pictures.shapes import GLYPHS, Height, Outline, arch, steps

W, H, S = 1600, 900, 2  # the size of a picture, and how much larger it is drawn before it is reduced


class Sheet:
    """One print in progress, in 1600x900 coordinates."""

    def __init__(self, scene: str, seed: int) -> None:
        self.rng, self.sun = Random(f"{scene}:{seed}"), 0.0
        times = ("dusk", "night") if scene == "observatory" else tuple(PALETTES)
        self.time = times[(seed + len(scene)) % len(times)]
        inks = self.rng.choice(PALETTES[self.time]).split()
        self.ink: dict[str, Colour] = {n: ImageColor.getrgb(f"#{c}") for n, c in zip(INKS, inks, strict=True)}
        self.ink["pale"] = self.mixed("sun top .5" if self.time == "night" else "sun")  # what light falls on
        self.ink["glass"] = self.mixed("near" if LIT[self.time] < 0.2 else "sun")
        self.img = Image.new("RGB", (W * S, H * S))
        self.pens = {3: ImageDraw.Draw(self.img), 4: ImageDraw.Draw(self.img, "RGBA")}  # opaque, translucent

    def mixed(self, spec: str) -> Colour:
        """The colour a mixture of inks stands for."""
        first, *rest = spec.split()
        colour = self.ink[first]
        for name, share in zip(rest[::2], rest[1::2], strict=True):
            colour = (*colour, int(share)) if name == "@" else mix(colour, self.ink[name], float(share))
        return colour

    def shape(self, points: Outline, hue: str) -> None:
        """Fill an outline with one mixture, or with two, "head > foot", shading off into each other."""
        spots = [(x * S, y * S) for x, y in points]
        first, _, last = hue.partition(">")
        if not last:
            tint = self.mixed(hue)
            return self.pens[len(tint)].polygon(spots, tint)
        (left, *_, right), (top, *_, foot) = (sorted(map(int, axis)) for axis in zip(*spots, strict=True))
        mask = Image.new("L", (right - left + 1, foot - top + 1))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in spots], 255)
        ramp = Image.linear_gradient("L").resize(mask.size, Image.Resampling.BILINEAR)
        self.img.paste(ImageOps.colorize(ramp, self.mixed(first), self.mixed(last)), (left, top), mask)
        return None

    def put(self, strokes: str, x: float = 0, y: float = 0, k: float = 1, side: int = 1, up: int = 1) -> None:
        """Draw "kind hue: numbers, numbers; ..." at (x, y), k times larger; up is -1 where y counts upwards.

        Kinds: poly x y x y..., line x y x y... (its width follows the hue), rect x y w h, disc x y r [ry],
        arch x foot w h.
        """
        for stroke in strokes.split(";"):
            head, _, groups = stroke.partition(":")
            kind, hue = head.split(maxsplit=1)
            for n in ([float(v) for v in group.split()] for group in groups.split(",")):
                points = list(zip(n[::2], n[1::2], strict=False))
                if kind == "rect":
                    a, b, w, h = n
                    points = [(a, b), (a + w, b), (a + w, b + h), (a, b + h)]
                elif kind == "arch":
                    points = [(a, up * b) for a, b in arch(n[0], up * n[1], n[2], n[3])]
                spots = [(x + side * k * a, y + up * k * b) for a, b in points]
                if kind == "disc":
                    (cx, cy), rx, ry = spots[0], n[2] * k, n[-1] * k
                    box, tint = (cx - rx, cy - ry, cx + rx, cy + ry), self.mixed(hue)
                    self.pens[len(tint)].ellipse([v * S for v in box], tint)
                elif kind == "line":
                    spec, width = hue.rsplit(maxsplit=1)
                    tint, path = self.mixed(spec), [(u * S, v * S) for u, v in spots]
                    self.pens[len(tint)].line(path, tint, round(float(width) * k * S), "curve")
                else:
                    self.shape(spots, hue)

    def stamp(self, glyph: str, x: float, y: float, k: float, body: str = "near", side: int = 0) -> None:
        """Draw a glyph k times its size, facing the light unless a side is given."""
        self.ink["body"] = self.mixed(body)
        self.put(GLYPHS[glyph], x, y, k, side or (1 if self.sun < x else -1), -1)

    def glow(self, x: float, y: float, r: float, strength: float, hue: str = "sun") -> None:
        """A soft radial light."""
        fall = [round(255 * strength * max(0, 1 - v / 180) ** 2) for v in range(256)]
        light = Image.radial_gradient("L").point(fall)
        light = light.resize((round(2 * r * S), round(2 * r * S)), Image.Resampling.BILINEAR)
        self.img.paste(self.mixed(hue), (round((x - r) * S), round((y - r) * S)), light)

    def sky(self, x: float, y: float, r: float, horizon: float = 640, clouds: int = 3) -> None:
        """Gradient, stars by night, the sun or moon, and a few long clouds."""
        rng, self.sun, night = self.rng, x, self.time == "night"
        self.put(f"rect low: 0 0 {W} {H}; rect top > low: 0 0 {W} {horizon}")
        for _ in range(220 * night):
            self.put(f"disc sun @ 190: {rng.uniform(0, W)} {rng.uniform(0, horizon)} {rng.uniform(0.6, 1.7)}")
        self.glow(x, y, r * 4.5, 0.35 if night else 0.55)
        self.put("disc sun @ 45: 0 0 1.35", x, y, r)
        ring = [(x + r * cos(a), y + r * sin(a)) for a in steps(0, 2 * pi, 120)]
        self.shape(ring, "sun > sun warm .55" if self.time in ("dusk", "dawn") else "sun")
        if night:
            self.put("disc sun far .18: -.3 -.25 .26, .25 .2 .34, .35 -.4 .14", x, y, r)
        for _ in range(clouds):
            cx, cy = rng.uniform(0, W), rng.uniform(60, horizon * 0.6)
            for i in range(rng.randint(2, 4)):
                w, left = rng.uniform(120, 380), cx - rng.uniform(0, 260)
                box = (left, cy + i * 13, left + w, cy + i * 13 + 13)
                tint = self.mixed(f"low sun .5 @ {50 if night else 90}")
                self.pens[4].rounded_rectangle([v * S for v in box], 13, tint)

    def relief(self, base: float, amp: float, rough: float, *hills: tuple[float, float, float]) -> Height:
        """A random skyline, rolling (rough 0) or broken (1), plus hills of (x, half width, height)."""
        waves = [(k, self.rng.uniform(0, 7), amp * rough**i) for i, k in enumerate((1, 2.3, 4.7, 9.1, 19))]

        def height(x: float) -> float:
            rise = sum(tall * exp(-(((x - cx) / wide) ** 2)) for cx, wide, tall in hills)
            return base - rise - sum(g * sin(k * x / 510 + p) for k, p, g in waves)

        return height

    def land(self, height: Height, hue: str, lift: float = 0, foot: float = H) -> Height:
        """Fill everything below a skyline, and hand the skyline on."""
        rim = [(x, height(x) - lift) for x in range(-8, W + 9, 8)]
        self.shape([*rim, (W + 8, foot), (-8, foot)], hue)
        return height

    def grove(self, kinds: str, count: int, spans: Outline, ground: Height, size: float, hue: str) -> None:
        """Trees, none much taller than size, scattered over spans of a skyline."""
        for _ in range(count):
            x, k = self.rng.uniform(*self.rng.choice(spans)), self.rng.uniform(0.006, 0.012) * size
            self.stamp(self.rng.choice(kinds.split()), x, ground(x) + 10, k, hue)

    def street(
        self, foot: float, low: float, high: float, wall: str, old: bool = False, x: float = -30
    ) -> None:
        """A street of modern blocks, or of old houses with parapets, domes, towers and trees."""
        rng, gap, pane = self.rng, 30 if old else 15, "arch" if old else "rect"
        while x < W:
            w, h = rng.uniform(55, 105) * (1 + old), rng.uniform(low, high)
            top, hue = foot - h, f"{wall} near {rng.uniform(0, 0.2):.2f}"
            if old and (kind := rng.choice(("dome", "dome", "tower", "palm", "poplar", "", ""))):
                styles = {"dome": (0.0036, f"{wall} leaf .6"), "tower": (0.014, hue)}
                k, body = styles.get(kind, (0.008, "leaf near .4"))
                self.stamp(kind, x + w / 2, top + 2, w * k, body)
            dark = x + w * 0.76 * (self.sun < x)
            self.put(f"rect {hue}: {x} {top} {w + 1} {h}; rect {hue} near .2: {dark} {top} {w * 0.24} {h}")
            columns = range(round(x + gap * 0.6), round(x + w - gap * 0.6), gap)
            for u, v in product(columns, range(round(top + gap), round(foot), gap)):
                glass = "sun" if rng.random() < LIT[self.time] * 0.4 else f"{hue} near .3"
                if not old or rng.random() < 0.5:
                    self.put(f"{pane} {glass}: {u} {v} {gap * 0.4} {gap * 0.6}")
            if old:
                self.put(f"rect {hue} pale .25: {x - 3} {top - 6} {w + 6} 9")
            x += w

    def water(self, y: float, hue: str, mirror: float) -> None:
        """Water from y down, mirroring what stands above it in ripples."""
        self.put(f"rect {hue}: 0 {y} {W} {H - y}")
        flip = ImageOps.flip(self.img.crop((0, (2 * y - H) * S, W * S, y * S)))
        fall = Image.linear_gradient("L").point([round((255 - v * 0.7) * mirror) for v in range(256)])
        fall = fall.resize(flip.size)
        for top in range(0, flip.height, 6):
            box, shift = (0, top, W * S, top + 6), round((2 + top / 90) * sin(top / 9 + sin(top / 31) * 3))
            self.img.paste(flip.crop(box), (shift, int(y * S) + top), fall.crop(box))

    def glints(self, x: float, spread: float, y: float, foot: float, hue: str, count: int) -> None:
        """Dashes of light on water, wider and sparser towards the viewer."""
        for t in sorted(self.rng.random() ** 1.4 for _ in range(count)):
            w, cx = (20 + 110 * t) * self.rng.uniform(0.2, 0.5), x + self.rng.gauss(0, spread * (0.5 + t))
            self.put(f"disc {hue}: {cx} {y + 4 + t * (foot - y - 8)} {w} {1.2 + 2 * t}")

    def gulls(self, count: int) -> None:
        """Gulls in the sky."""
        for _ in range(count):
            x, y, k = self.rng.uniform(100, 1500), self.rng.uniform(90, 340), self.rng.uniform(0.1, 0.24)
            self.stamp("gull", x, y, k)

    def finish(self) -> Image.Image:
        """Reduce to the final size, turn half of the prints round, add the grain of the paper."""
        small = self.img.resize((W, H), Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", (W, H), self.rng.randbytes(W * H))
        noise = noise.point([121 + v // 18 for v in range(256)])
        small = ImageOps.mirror(small) if self.rng.random() < 0.5 else small
        return ImageChops.soft_light(small, Image.merge("RGB", (noise, noise, noise)))
