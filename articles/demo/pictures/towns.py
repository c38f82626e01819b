"""Scenes people have built: a city, a harbour, a stadium, a market, a library."""

from itertools import product
from math import cos, pi, sin

from articles.demo.pictures.inks import INKS, LIT
from articles.demo.pictures.shapes import arch, steps
from articles.demo.pictures.sheet import H, Sheet, W


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
