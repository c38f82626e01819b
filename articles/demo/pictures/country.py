"""Scenes of open country and open sea, with what stands alone in them."""

from itertools import product
from math import cos, exp, pi, sin

from articles.demo.pictures.inks import LIT
from articles.demo.pictures.shapes import arch, ribbon, steps
from articles.demo.pictures.sheet import H, Sheet, W

BLADE = ((0, -0.012), (0.12, -0.036), (0.62, -0.003), (0.62, 0.004), (0, 0.012))


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
