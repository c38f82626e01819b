"""Flat, screen-print style illustrations for the demo newspaper: ``draw(scene, seed)``."""

from collections.abc import Callable, Iterable
from itertools import product
from math import cos, exp, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

W, H, S = 1600, 900, 2  # the size of a picture, and how much larger it is drawn before it is reduced
type Colour = tuple[int, ...]
type Outline = list[tuple[float, float]]
type Height = Callable[[float], float]

# Seven inks a print: sky above and at the horizon, sun and lamps, farthest and nearest silhouettes, brick and
# sand, leaf and water. They are named in mixtures: "warm near .3 @ 90" is warm with 30% of near, at alpha 90.
INKS = ("top", "low", "sun", "far", "near", "warm", "leaf")
LIT = {"dawn": 0.15, "noon": 0.0, "dusk": 0.45, "night": 0.7}  # the share of windows with a light on
PALETTES = {
    "dawn": (
        "5f7aa6 f9cfae fff1d6 b9a3b8 2d2c4d e07f62 5d8a7c",
        "83b3c4 fde3bd fff8e6 a8bcb8 1f3d49 e88b5c 5a9079",
        "c98a9b fde2c0 fff6e2 c79fa5 3a2744 d9635a 6d8b7f",
    ),
    "noon": (
        "3d92b6 e9f0dc fff6d8 9cc5c4 163d4e e0703c 4f9668",
        "efb54a fcefd0 fffaf0 dcb987 22403f d3532f 4c8469",
        "6fbdb8 f6f0d6 fffbe8 a9cdbf 1d3b45 e5644e 3f8a6d",
    ),
    "dusk": (
        "3a2b60 f78d55 ffe3a8 a4526e 1e1636 e4553e 3f6468",
        "1d4d60 fab46e fff2cc 618488 0f2630 da5a3c 2f7068",
        "6d2b50 f8b770 fff0c4 b0605f 2a1230 d8453f 4b6a5c",
    ),
    "night": (
        "0b1633 3b5c86 f9e9b8 2f4d75 070d20 b45f49 215f60",
        "150f38 6a4888 ffe5b4 4b3a73 0c0922 b85660 2d5a6b",
        "06232d 35837f f6f1ca 21605f 04161c b9774a 1d6f5a",
    ),
}

# Small things, drawn upwards from their foot with the light on their left; see Sheet.put for the strokes.
GLYPHS = {
    "palm": "poly body: -3 0 0 40 5 75 9 100 12 99 9 72 5 40 4 0, 10 100 0 94 -10 80 -12 62 -4 80 6 93, 10 "
    "100 28 104 44 94 52 70 40 87 26 97, 10 100 -8 104 -24 94 -32 70 -20 87 -6 97, 10 100 26 114 46 114 62 "
    "98 44 105 26 106, 10 100 20 92 30 78 30 60 22 78 13 92; poly body pale .2: 10 100 -6 114 -26 114 -42 "
    "98 -24 105 -6 106, 10 100 4 118 -10 128 -24 124 -10 119 4 106, 10 100 14 116 28 128 44 126 30 119 18 "
    "106",
    "pine": "poly body: 0 100 12 70 7 72 19 42 11 45 26 12 3 14 3 0 -3 0 -3 14 -26 12 -11 45 -19 42 -7 72 "
    "-12 70",
    "poplar": "rect body: -2 0 4 12; disc body: 0 53 12 48; disc body pale .15: -4 58 5 36",
    "round": "rect body: -3 0 6 45; disc body: -18 50 21, 18 52 20, 0 72 26; disc body pale .15: -9 78 14",
    "gull": "line near 10: -100 10 -70 40 -40 40 0 0 40 35 70 32 100 0",
    "dome": "rect sun: -1.5 100 3 48; disc sun: 0 132 5, 0 148 4; poly body near .3: -32 92 0 122 32 92; "
    "disc body near .3: 0 0 100; disc body: -13 3 86",
    "tower": "rect body: -7 -30 14 92, -5 64 10 20; rect body near .25: 1 -30 6 92, 1 64 4 20; rect body "
    "pale .25: -11 60 22 4, -8 83 16 3; arch leaf: 0 86 13 17; rect sun: -.7 102 1.4 7; arch glass: -2 66 "
    "3 9, -2 30 3 9",
    "crane": "line body 14: 0 0 0 330, 130 0 130 330, -330 330 250 330; line body 8: 0 150 130 150, 0 150 "
    "130 330, 0 330 50 480 130 330; line body 3: -310 335 50 480 240 335, -150 335 50 480, -190 330 -190 "
    "200; rect body: 150 335 80 50, -120 288 34 34; rect warm: -225 189 70 26",
    "ship": "rect sun far .15: 30 50 80 132; rect near: 36 160 68 12, 36 130 68 8, 36 106 68 8, 50 206 30 "
    "12; rect warm: 50 182 30 26; poly near: 0 64 80 52 710 52 715 84 775 94 740 0 60 0; poly warm: 48 16 "
    "746 16 740 0 60 0",
    "camel": "poly near: 0 45 8 62 20 66 32 88 42 90 52 66 66 60 76 70 80 88 86 95 100 90 100 83 88 80 86 "
    "58 74 42 70 38 71 0 66 0 63 34 60 0 56 0 55 36 30 36 28 0 24 0 24 34 18 0 14 0 14 36 6 40 3 28; arch "
    "warm pale .3: 38 76 22 40; disc near: 38 121 7",
    "boat": "line near 4: 10 10 24 120; poly sun: -62 36 -30 62 0 104 16 172 26 110 34 34; poly sun warm "
    ".45: 40 34 34 90 22 150 62 92 84 40; line near 3: -66 36 -30 64 0 106 17 176; poly near: -88 32 -40 "
    "18 50 18 100 44 64 -8 -60 -8; line warm 5: -78 20 -40 9 50 9 86 28",
    "lamp": "line near 1.5: 0 15 0 900; poly sun: -8 10 8 10 16 0 0 -24 -16 0; poly near: -10 10 0 22 10 "
    "10; line warm 1.5: -6 10 -12 0 0 -24 12 0 6 10, 0 10 0 -24, -16 0 16 0",
    "person": "poly near: -19 0 -20 50 -17 74 -7 82 7 82 17 74 20 50 19 0; poly body: -17 74 -7 83 7 83 17 "
    "74 14 50 4 20 -2 60; disc body: 0 90 9 11; disc warm near .5: 0 89 5 7",
    "house": "rect pale warm .2: 0 0 130 66; rect pale near .4: 86 0 44 66; poly warm: -14 62 20 104 118 "
    "104 146 62; arch near: 30 0 24 42; rect glass: 66 26 14 18, 102 26 14 18",
    "coach": "rect body: 0 0 288 76; rect warm: 0 14 288 12; disc near: 40 -3 9, 66 -3 9, 224 -3 9, 250 -3 "
    "9; rect glass: 18 38 27 22, 55 38 27 22, 92 38 27 22, 129 38 27 22, 166 38 27 22, 203 38 27 22, 240 "
    "38 27 22",
    "nose": "poly body: 0 76 36 74 86 50 116 16 112 0 0 0; poly near: 20 66 44 64 80 44 20 44; poly warm: "
    "0 26 106 26 116 14 0 14",
    "desk": "rect near: -240 92 480 16, -215 -40 18 140, 197 -40 18 140, -240 70 480 24, -142 106 44 8; "
    "line near 6: -120 108 -120 160; poly leaf: -172 156 -148 200 -92 200 -68 156; poly sun: 30 108 38 128 "
    "92 116 146 128 156 108 92 104; rect warm: -30 108 50 12; rect leaf: -24 120 44 10",
}


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour a share t of the way from a to b."""
    return tuple(round(p + (q - p) * t) for p, q in zip(a, b, strict=True))


def steps(start: float, stop: float, count: int) -> list[float]:
    """Evenly spaced numbers, both ends included."""
    return [start + (stop - start) * i / (count - 1) for i in range(count)]


def arch(x: float, base: float, w: float, h: float) -> Outline:
    """A pointed arch of width w and height h, centred on x."""
    rise = min(h * 0.6, w * 0.8)
    half = [(w / 2 - w * cos(a), base - h + rise * (1 - sin(a) / sin(pi / 3))) for a in steps(0, pi / 3, 14)]
    half = [(-w / 2, base), *half]
    return [(x + p, q) for p, q in half] + [(x - p, q) for p, q in reversed(half)]


def ribbon(path: Iterable[tuple[float, float, float]]) -> Outline:
    """A band through (x, y, width) stations, such as a road or a river."""
    path = list(path)
    return [(x - w / 2, y) for x, y, w in path] + [(x + w / 2, y) for x, y, w in reversed(path)]


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


def city(s: Sheet) -> None:
    """An old town of domes and towers, modern blocks behind it."""
    s.sky(s.rng.uniform(300, 1000), 320, 150)
    s.street(820, 220, 430, "far near .1 low .4")
    s.street(840, 160, 330, "far near .28 low .15")
    s.street(910, 160, 240, "far near .45 warm .45", old=True)
    x = s.rng.uniform(980, 1150)
    for dx in (-190, 190):
        s.stamp("tower", x + dx, 700, 3.2, "warm pale .35")
    for dx, y, k in ((0, 700, 1.25), (-125, 720, 0.5), (125, 720, 0.5)):
        s.stamp("dome", x + dx, y, k, "leaf pale .15")
    s.put(
        "rect warm pale .3: -170 0 340 200; rect warm pale .5: -178 -8 356 14; arch warm near .35: "
        "-130 130 50 90, -65 130 50 90, 65 130 50 90, 130 130 50 90; arch glass: 0 130 66 115",
        x,
        690,
    )
    s.street(930, 60, 130, "near warm .4", old=True)


def harbour(s: Sheet) -> None:
    """Gantry cranes, a container ship and their reflections."""
    s.sky(s.rng.uniform(350, 800), 350, 130, 600)
    s.land(s.relief(565, 22, 0.4), "far near .1 low .3", foot=604)
    for x, k, t in ((1060, 0.6, 0.35), (1210, 0.75, 0.55), (1400, 1.0, 0.9)):
        s.stamp("crane", x, 590, k, f"far near {t} warm .25", 1)
    s.put("rect near: 1010 580 600 30")
    for x, foot, columns, rows, w, h in ((1030, 580, 8, 4, 72, 28), (310, 552, 10, 6, 56, 22)):
        ribs = ", ".join(f"{w * q / 6.2} 4 1.5 {h - 9}" for q in range(1, 6))
        for column in range(columns):
            for row in range(1, rows - s.rng.randint(-1, 1)):
                hue = s.rng.choice(("warm", "leaf near .1", "sun far .4", "warm sun .4", "far near .5"))
                box = f"rect {hue}: 0 0 {w - 2} {h - 2}; rect {hue} near .25: {ribs}"
                s.put(box, x + column * w, foot - row * h)
    s.stamp("ship", 190, 604, 1, side=1)
    s.water(604, "low leaf .45 > leaf near .55", 0.75)
    s.glints(s.sun, 90, 604, H, "sun @ 170", 60)
    s.glints(800, 600, 610, H, "low leaf .4 @ 90", 90)
    s.gulls(6)


def desert(s: Sheet) -> None:
    """Dunes with a lit and a shaded face, a caravan, palms."""
    s.sky(s.rng.uniform(300, 500), 230, 125, 600, 2)
    s.land(s.relief(500, 16, 0.6), "far low .45 > low")
    dunes = (
        (1150, 420, 300),
        (350, 480, 280),
        (1680, 520, 300),
        (800, 570, 320),
        (-30, 610, 360),
        (1340, 650, 380),
    )
    for i, (middle, y, wide) in enumerate(dunes):
        x, tall, haze = middle + s.rng.uniform(-50, 50), H - y, 0.5 - 0.1 * i
        rise = [(x - d, y + tall * (1 - exp(-((d / wide / 1.5) ** 1.45)))) for d in range(1200, 0, -10)]
        fall = [(x + d, y + tall * (1 - exp(-((d / wide) ** 1.15)))) for d in range(0, 1200, 10)]
        crest = [(x + wide * (0.34 * v - 0.2 * sin(v * 6)), y + tall * v) for v in steps(1, 0, 40)]
        s.shape([*rise, *fall, (x, H)], f"warm pale .5 low {haze} > warm pale .15 low {haze}")
        s.shape([*fall, (x + 1200, H), *crest], f"warm near .42 low {haze} > warm near .2 low {haze}")
    front = s.land(s.relief(800, 12, 0.4), "warm near .62 > near warm .15")
    for x in range(330, 1000, 120):
        s.stamp("camel", x, front(x + 40) + 4, 0.85, side=1)
    s.grove("palm", 6, [(1130, 1560)], s.relief(880, 10, 0.5), 320, "near")


def mountains(s: Sheet) -> None:
    """Snow peaks, wooded ridges and a road up the valley."""
    s.sky(s.rng.uniform(550, 900), 230, 115, 640, 2)
    s.land(s.relief(450, 50, 0.7), "far low .5 > low")
    peaks = (
        (560, 330, 330, 0.1),
        (1130, 300, 360, 0.1),
        (180, 240, 440, 0.25),
        (1440, 170, 520, 0.3),
        (860, 390, 300, 0.3),
    )
    for x, y, w, t in peaks:
        peak(s, x + s.rng.uniform(-60, 60), y, w, 1, f"far near {t} low .1", f"far near {t + 0.3}", " low .6")
    for base, t in ((600, 0.35), (665, 0.55)):
        ridge = s.land(s.relief(base, 30, 0.4), f"far near {t} leaf .45 > low leaf .5")
        s.grove("pine", 70, [(0, W)], ridge, 30 + 40 * t, f"far near {t + 0.1} leaf .35")
    s.land(s.relief(740, 4, 0.2, (800, 700, 40)), "leaf warm .2 > leaf near .6")
    road = [
        (800 + 330 * sin(t * 5.6) * (1 - t) ** 1.2, H + 10 - 205 * t**0.8, 5 + 300 * (1 - t) ** 2)
        for t in steps(0, 1, 70)
    ]
    s.shape(ribbon(road), "near far .3")
    for i in range(0, 66, 4):
        s.shape(ribbon((x, y, w * 0.03) for x, y, w in road[i : i + 3]), "pale")
    s.grove("pine", 24, [(-20, 330), (1270, 1620)], s.relief(890, 20, 0.5), 280, "near")


def peak(s: Sheet, x: float, y: float, w: float, part: float, day: str, dark: str, mist: str) -> None:
    """The upper part of a faceted mountain; a whole one (part 1) gets its snow on top."""
    left, keel, right = (
        [
            (x + w * (q * v + s.rng.uniform(-0.03, 0.03) * (0 < v < part)), y + 1.05 * w * v)
            for v in steps(0, part, 8)
        ]
        for q in (-1, 0.16, 1)
    )
    for a, b, hue in ((left, keel, day if s.sun < x else dark), (keel, right, dark if s.sun < x else day)):
        (x0, y0), (x1, _) = a[-1], b[-1]
        hem = [(x0 + (x1 - x0) * v, y0 + s.rng.uniform(-0.09, 0.07) * w) for v in steps(0.1, 0.9, 6)]
        s.shape([*a, *hem, *b[::-1]], f"{hue} > {hue}{mist}" if mist else hue)
    if part == 1:
        peak(s, x, y, w, s.rng.uniform(0.3, 0.45), "pale", "pale far .6", "")


def stadium(s: Sheet) -> None:
    """A floodlit bowl seen from above one end."""
    s.sky(s.rng.uniform(400, 700), 150, 90, 460, 2)
    s.street(480, 30, 150, "far near .2 low .3")
    ribs = ", ".join(
        f"{800 + 752 * cos(a)} {618 + 264 * sin(a)} {800 + 742 * cos(a)} {672 + 270 * sin(a)}"
        for a in steps(0, pi, 70)
    )
    s.put(
        "rect far near .7 leaf .3: 0 470 1600 430; disc near: 800 670 760 285; line warm near .3 5: "
        f"{ribs}; disc pale far .25: 800 600 765 285; disc far near .9: 800 606 690 245"
    )

    def seat(a: float, q: float) -> str:
        return f"{800 + 680 * q * cos(a)} {606 + 80 * (1 - q) + 238 * q * sin(a)}"

    def spot(u: float, v: float) -> str:
        z = 1 / (1.35 - 0.35 * v)
        return f"{800 + u * 330 * z} {242 + 498 * z} "

    for i, q in enumerate(steps(1, 0.69, 6)):
        s.put(f"disc {('far near .8', 'warm near .25')[i % 2]}: 800 {606 + 80 * (1 - q)} {680 * q} {238 * q}")
        for _ in range(420):
            fan = seat(s.rng.uniform(0, 7), q - s.rng.uniform(0.01, 0.06))
            s.put(f"disc {s.rng.choice(('pale', 'warm', 'far'))}: {fan} 2")
    s.put("line near 3: " + ", ".join(f"{seat(a, 1)} {seat(a, 0.64)}" for a in steps(0, 2 * pi, 29)))
    s.put("disc leaf near .4: 800 638 452 158")
    for i, u in enumerate(steps(-1, 0.8, 10)):
        corners = spot(u, -1) + spot(u + 0.2, -1) + spot(u + 0.2, 1) + spot(u, 1)
        s.put(f"poly leaf pale {(0.28, 0.16)[i % 2]}: {corners}")
    for u, w, v in ((-1, 1, 1), (-1, -0.7, 0.55), (0.7, 1, 0.55), (-1, 0, 1)):
        s.put("line sun 2: " + spot(u, -v) + spot(w, -v) + spot(w, v) + spot(u, v) + spot(u, -v))
    s.put("line sun 2: " + "".join(spot(0.2 * cos(a), 0.36 * sin(a)) for a in steps(0, 2 * pi, 40)))
    bulbs = ", ".join(f"{x} {y} 8" for x, y in product((-36, -12, 12, 36), (-337, -317, -297)))
    for x, y, k in ((250, 470, 0.8), (1350, 470, 0.8), (70, 700, 1.2), (1530, 700, 1.2)):
        s.put(f"rect near: -4 -290 8 290, -54 -354 108 74; disc sun: {bulbs}", x, y, k)
        if LIT[s.time] > 0.2:
            s.glow(x, y - 317 * k, 230 * k, 0.7)
            aim = f"{1040 - 0.3 * x} 560 {560 + 0.3 * x} 720"
            s.put(f"poly sun @ 24: {x} {y - 330 * k} {aim} {x} {y - 300 * k}")


def observatory(s: Sheet) -> None:
    """An open dome on a hill under the Milky Way."""
    s.sky(s.rng.uniform(150, 300), 150, 55, 720, 0)
    lean = s.rng.uniform(0.5, 0.9)
    for i in range(1700):
        v, off = s.rng.uniform(-0.1, 1.1), s.rng.gauss(0, 40 if i < 50 else 75)
        x, y = 500 + 1000 * v + off * lean, 700 - 900 * v * lean + off
        if i < 50:
            s.glow(x, y, s.rng.uniform(70, 190), 0.27, "far sun .45")
        else:
            s.put(f"disc sun @ {s.rng.randint(80, 255)}: {x} {y} {s.rng.choice((0.6, 0.8, 1.2, 2))}")
    for base, t in ((640, 0.15), (700, 0.4)):
        s.land(s.relief(base, 36, 0.5), f"far near {t} > low far .4")
    hill = s.relief(880, 7, 0.4, (880, 480, 190))

    def arc(width: float, start: float, stop: float) -> str:
        return "".join(f"{width * cos(a)} {-1.06 * sin(a)} " for a in steps(start, stop, 30))

    shell, shade = arc(1.06, 0, pi), arc(1.06, 0, pi / 2) + arc(0.3, pi / 2, 0)
    slit = arc(-0.62, 0.25, pi / 2) + arc(-0.22, pi / 2, 0.25)
    for x, r in ((1240, 60), (820, 165)):
        s.put(
            "rect pale far .5: -1 0 2 1.2; rect far near .45: .2 0 .8 1.2; arch sun: -.3 1 .24 .5; "
            f"poly pale far .25: {shell}; poly pale far .7: {shade}; poly near: {slit}; "
            "rect near: -1.1 -.04 2.2 .1",
            x,
            hill(x) - r * 0.9,
            r,
        )
    s.land(hill, "near far .12 > near")
    s.grove("pine", 26, [(0, 520), (1340, 1600)], hill, 130, "near")


def market(s: Sheet) -> None:
    """A vaulted souk: awnings, baskets and lamps down to the daylight."""
    s.sky(800, 470, 90, 640, 0)
    for i, k in enumerate((0.3, 0.38, 0.56, 0.82, 1.2, 1.75)):
        wall, foot = f"far low {0.5 - 0.1 * i} near {0.14 * i}", 560 + 260 * k
        for span, tint in ((714, " near .12"), (760, " near .4"), (806, " sun .3"), (852, "")):
            opening = arch(800, foot, span * k, span * k)
            s.shape([(0, 0), (0, foot), *opening, (W, foot), (W, 0)], wall + tint)
    s.glow(800, 520, 420, 0.7)
    s.put(
        "poly low warm .35 > warm near .6: 686 638 914 638 1600 900 0 900; "
        "poly warm near .6: 0 900 686 638 0 638, 1600 900 914 638 1600 638"
    )
    for k, side in product(steps(0.42, 1.5, 5), (-1, 1)):
        cloth, x, y = s.rng.choice(("warm", "leaf")), 800 + side * 345 * k, 560 + 235 * k
        s.put("rect near warm .25: -110 -100 220 205; rect near: -112 -230 5 300, 108 -230 5 300", x, y, k)
        for i, a in enumerate(range(-120, 120, 30)):
            hue = (f"{cloth} near .1", f"sun {cloth} .15")[i % 2]
            stripe = f"{a * 0.8} -300 {a * 0.8 + 24} -300 {a + 30} -225 {a} -225"
            s.put(f"poly {hue}: {stripe}; disc {hue}: {a + 15} -225 15 12", x, y, k)
        for top, a in product((-95, -35, 25), (-81, -27, 27, 81)):
            fruit = s.rng.choice(("warm", "leaf", "sun", "warm sun .5", "warm near .4"))
            basket = f"poly warm near {0.5 - top / 400}: -28 0 28 0 20 32 -20 32"
            s.put(f"disc {fruit}: 0 0 25 22; {basket}", x + a * k, y + top * k, k)
        if k > 0.5:
            walker = 800 + side * s.rng.uniform(30, 170) * k
            s.stamp("person", walker, 560 + 262 * k, 1.9 * k, s.rng.choice((*INKS[5:], "far", "pale")))
        x, y = 800 + side * 130 * k * s.rng.uniform(0.6, 1), 560 - s.rng.uniform(240, 300) * k
        s.glow(x, y, 130 * k, 0.6)
        s.stamp("lamp", x, y, 1.7 * k)


def farm(s: Sheet) -> None:
    """Terraces on the hill, furrows on the plain, a water channel between."""
    s.sky(s.rng.uniform(900, 1350), 210, 105, 520)
    s.land(s.relief(440, 36, 0.6), "far low .4 > low")
    s.land(s.relief(490, 24, 0.4), "far near .3 leaf .3 > low leaf .4")
    for i in range(8):
        rim = s.relief(690, 5, 0.7, (60 + 30 * i, 620 + 50 * i, 380 - 46 * i))
        hue = f"leaf pale {0.35 - 0.2 * (i % 2)} low {0.25 - 0.03 * i}"
        s.land(rim, "warm near .35", 5)
        s.land(rim, f"{hue} > {hue} near .25")
        s.grove("round", 26, [(-20, 800)], rim, 26 + 2 * i, f"leaf near {0.3 + 0.04 * i}")
    s.put("rect leaf near .25: 0 590 1600 310")
    for i in range(-26, 27):
        crop, near = "leaf pale .22" if i < 1 else "warm pale .3", i * 170
        s.put(f"poly {crop}: {i * 28} 0 {i * 28 + 14} 0 {near + 85} 310 {near} 310", 1050, 590)
    for k, hue in ((1.3, "warm near .5"), (1, "low > top")):
        bank = [(1080 - 160 * t * t, 590 + 312 * t, k * (14 + 210 * t * t)) for t in steps(0, 1, 30)]
        s.shape(ribbon(bank), hue)
    s.glints(980, 25, 660, H, "sun @ 150", 20)
    s.grove("poplar poplar round", 14, [(1180, 1600)], lambda x: 588, 140, "leaf near .6")
    s.stamp("house", 1290, 598, 1, side=1)
    s.grove("round", 5, [(-20, 240), (1480, 1600)], lambda x: 885, 290, "leaf near .75")


def sea(s: Sheet) -> None:
    """Rollers under a low sun, lateen sails and gulls."""
    s.sky(s.rng.uniform(520, 1080), 330, 190, 450)
    s.land(s.relief(425, 10, 0.6), "far low .4", foot=450)
    s.water(450, "low leaf .45 > leaf near .4", 0.4)
    s.glints(s.sun, 110, 450, 720, "sun @ 210", 110)
    s.stamp("boat", s.rng.uniform(150, 400), 476, 0.5)
    s.stamp("boat", s.rng.uniform(1150, 1450), 500, 0.75)
    for i, t in enumerate(steps(0, 1, 7)):
        y, long, p, tall = 545 + 46 * i + 4 * i * i, 60 + 34 * i, s.rng.uniform(0, 6), 12 + 40 * t

        def crest(x: float, y: float = y, long: float = long, p: float = p, tall: float = tall) -> float:
            return y - tall * (1 - abs(sin(x / long + p))) ** 1.7 - tall * 0.4 * sin(x / 230 + p)

        body = f"leaf low {0.35 * (1 - t)} near {0.08 + 0.55 * t}"
        for drop, hue in (
            (0, "pale leaf .2"),
            (3 + 5 * t, body),
            (10 + 14 * t, f"{body} near .12"),
            (20 + 26 * t, f"{body} near .22"),
        ):
            s.land(lambda x, crest=crest, drop=drop: crest(x - drop * 0.5), hue, -drop)  # type: ignore[misc]
        if i == 2:
            s.stamp("boat", s.rng.uniform(500, 1000), y + 12, 1.6)
    s.gulls(9)


def railway(s: Sheet) -> None:
    """A train crossing a high viaduct."""
    s.sky(s.rng.uniform(300, 1300), 210, 120, 640, 2)
    for base, t in ((470, 0.05), (560, 0.25), (650, 0.45)):
        s.land(s.relief(base, 50, 0.5), f"far near {t} leaf .25 low .2 > low leaf .2")
    river = [(800 + 190 * sin(4.4 * t) * t, 690 + 220 * t, 6 + 420 * t * t) for t in steps(0, 1, 40)]
    s.shape(ribbon(river), "low > top")
    for x in range(-20, 1700, 205):
        for dx, w, hue in ((14, 150, "warm near .55"), (0, 158, "warm near .25 low .15")):
            bay = [(x - 103, 440), (x - 103, H), *arch(x + dx, 960, w, 470), (x + 103, H), (x + 103, 440)]
            s.shape(bay, hue)
        stones = ", ".join(
            f"{s.rng.choice((-95, 84)) + s.rng.randint(-4, 4)} {y} 12 2" for y in range(470, 900, 9)
        )
        s.put(f"rect warm near .42: {stones}; line near 4: 60 436 60 310 120 322", x)
    s.put("rect warm pale .35: 0 436 1600 16; rect warm near .6: 0 452 1600 8; line near 2: 0 322 1600 322")
    paint = "sun far .12" if LIT[s.time] < 0.2 else "far near .35"
    for i, car in enumerate(("coach", "coach", "coach", "nose")):
        s.stamp(car, 250 + 293 * i, 427, 1, paint, 1)
    front = s.land(s.relief(860, 18, 0.5, (830, 420, -40)), "leaf near .7 > near")
    s.grove("pine round", 44, [(0, 560), (1080, 1600)], front, 140, "leaf near .8")


def library(s: Sheet) -> None:
    """Shelves of books either side of a tall window."""
    s.sky(s.rng.uniform(730, 870), 290, 75, 600, 2)
    s.land(s.relief(490, 24, 0.6), "far near .2 low .2 > low")
    s.street(680, 60, 170, "far near .5", x=560)
    for w, h, hue in ((390, 590, "warm pale .35 near .2"), (430, 625, "warm near .5")):
        s.shape([(0, 0), (0, 650), *arch(800, 650, w, h), (W, 650), (W, 0)], hue)
    s.put(
        "rect warm near .5: 0 650 1600 200; rect warm near .7: 699 130 6 520, 797 70 6 580, 895 130 6 520, "
        "605 300 390 6, 605 420 390 6, 605 540 390 6; rect warm near .3: 570 640 460 22; "
        "rect warm near .62 > near warm .2: 0 780 1600 120; poly sun @ 26: 605 640 995 640 1130 900 470 "
        "900; poly sun @ 40: 590 790 1010 790 1120 900 480 900"
    )
    hues = ("warm near .15", "leaf near .15", "far near .15", "pale warm .3", "warm near .5", "leaf near .5")
    for left in (-10, 1080):
        s.put("rect warm near .72: 0 0 530 800", left)
        for y in range(150, 800, 155):
            across: float = 24
            while across < 490:
                thick = min(s.rng.randint(13, 32), 508 - across)
                tall, hue = s.rng.uniform(85, 128), s.rng.choice(hues)
                wide = thick - 1.5
                bands = f"0 {-tall * 0.85} {wide} 5, 0 {-tall * 0.25} {wide} {s.rng.choice((3, 14))}"
                s.put(f"rect {hue}: 0 {-tall} {wide} {tall}; rect {hue} pale .5: {bands}", left + across, y)
                across += thick + s.rng.randint(10, 34) * (s.rng.random() < 0.07)
            s.put("rect warm near .5: 0 0 530 14", left, y)
        s.put("rect warm near .55: 0 0 22 800, 508 0 22 800", left)
    rungs = ", ".join(f"{1124 + i * 5} {795 - i * 69} {1214 + i * 5} {795 - i * 69}" for i in range(12))
    s.put(f"line warm pale .4 9: 1120 850 1180 20, 1210 850 1270 20; line warm pale .3 7: {rungs}")
    s.glow(680, 690, 220, 0.55)
    s.stamp("desk", 800, 860, 1, side=1)


def turbines(s: Sheet) -> None:
    """Wind turbines along the hills, solar panels in the foreground."""
    s.sky(s.rng.uniform(300, 1300), 300, 140, 600)
    s.land(s.relief(560, 36, 0.5), "far low .35 > low")
    for base, t, tall, count in ((590, 0.2, 140, 5), (640, 0.4, 230, 4), (680, 0.6, 380, 3)):
        hill = s.land(s.relief(base, 30, 0.35), f"leaf pale .2 far {0.5 - 0.5 * t} > low leaf .7")
        for x in steps(120 + 100 * t, 1500 - 120 * t, count):
            x, turn, hue = x + s.rng.uniform(-60, 60), s.rng.uniform(0, 2), f"sun far {0.55 - 0.6 * t}"
            mast = f"poly {hue} far .2: -.017 1 -.008 0 .008 0 .017 1; disc {hue}: 0 0 .024; poly {hue}: "
            blades = (
                "".join(f"{u * cos(a) - v * sin(a)} {u * sin(a) + v * cos(a)} " for u, v in BLADE)
                for a in (turn, turn + pi * 2 / 3, turn + pi * 4 / 3)
            )
            s.put(mast + ", ".join(blades), x, hill(x) + 10 - tall, tall)
    s.land(s.relief(715, 8, 0.3), "leaf near .2 > leaf near .65")
    for (y, k), i in product(((750, 0.42), (790, 0.62), (840, 0.9), (915, 1.3)), range(-9, 10)):
        a, b = i * 0.93 * 200, i * 200
        cells = [f"{a + 170 * v} -62 {b + 184 * v} 0" for v in steps(0, 1, 6)]
        for v in steps(0, 1, 4):
            cells.append(f"{a + (b - a) * v} {62 * v - 62} {a + 170 + (b - a + 14) * v} {62 * v - 62}")
        panel = f"poly leaf top .4 low .2 > near leaf .25: {a} -62 {a + 170} -62 {b + 184} 0 {b} 0"
        grid = f"line sun @ 110 {1.2 / k}: {', '.join(cells)}"
        s.put(f"rect near: {b + 90} -20 10 50; {panel}; {grid}", 800, y, k)


BLADE = ((0, -0.012), (0.12, -0.036), (0.62, -0.003), (0.62, 0.004), (0, 0.012))
DRAWERS = {
    f.__name__: f
    for f in (
        city,
        harbour,
        desert,
        mountains,
        stadium,
        observatory,
        market,
        farm,
        sea,
        railway,
        library,
        turbines,
    )
}
SCENES: tuple[str, ...] = tuple(DRAWERS)


def draw(scene: str, seed: int) -> Image.Image:
    """The 1600x900 picture of a scene, always the same for the same seed."""
    if scene not in DRAWERS:
        raise ValueError(f"unknown scene {scene!r}; known scenes: {', '.join(SCENES)}")
    sheet = Sheet(scene, seed)
    DRAWERS[scene](sheet)
    return sheet.finish()
