"""What is drawn: small glyphs, and outlines computed point by point."""

from collections.abc import Callable, Iterable
from math import cos, pi, sin

type Outline = list[tuple[float, float]]
type Height = Callable[[float], float]

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
