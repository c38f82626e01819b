"""What papers and people are told by: emblems, and portraits of those who sign."""

from articles.demo.pictures.sheet import H, Sheet, W

# Hair or a scarf, by the seed: what is behind the face, and what is over it
_HEADS = (
    ("poly near: -150 330 -178 40 -130 -150 0 -205 130 -150 178 40 150 330", "poly near: -118 -40 -60 -120 "
     "50 -130 118 -40 130 -110 60 -190 -60 -190 -130 -110"),
    ("disc near: 0 -30 132 150", "poly near: -122 -20 -110 -70 -40 -104 60 -96 118 -20 128 -90 70 -176 -60 "
     "-180 -126 -100"),
    ("poly leaf: -170 330 -185 20 -130 -160 0 -210 130 -160 185 20 170 330", "poly leaf near .2: -122 60 "
     "-112 -70 -60 -122 60 -122 112 -70 122 60 150 20 130 -130 0 -195 -130 -130 -150 20"),
)  # fmt: skip


def portrait(sheet: Sheet) -> None:
    """Head and shoulders before a plain wall, in the middle of the sheet."""
    behind, over = _HEADS[sheet.rng.randrange(len(_HEADS))]
    sheet.put(f"rect low > sun low .4: 0 0 {W} {H}; disc sun @ 120: 800 380 380")
    sheet.put(behind, 800, 400)
    sheet.put("poly warm: -360 520 -320 380 -230 310 -80 270 80 270 230 310 320 380 360 520", 800, 400)
    sheet.put("poly warm near .25: -80 270 0 350 80 270 60 255 -60 255", 800, 400)
    face = "warm sun .55"
    sheet.put(f"rect {face} near .12: -52 80 104 190; disc {face}: 0 0 118 150", 800, 400)
    sheet.put(over, 800, 400)
    sheet.put("disc near: -44 0 9 11, 44 0 9 11; line near 6: -66 -34 -44 -42 -24 -36, 24 -36 44 -42 66 -34",
              800, 400)  # fmt: skip
    sheet.put(f"line {face} near .35 6: 4 10 16 48 -4 54; line near warm .4 8: -36 92 0 102 36 92", 800, 400)


def harbour_emblem(sheet: Sheet) -> None:
    """A sail over two waves."""
    _plate(sheet)
    sheet.put("poly sun: 820 150 820 560 1110 560; poly sun warm .5: 780 250 780 560 580 560", 0, 0)
    for y in (640, 730):
        wave = " ".join(f"{x} {y + (22 if n % 2 else -22)}" for n, x in enumerate(range(440, 1161, 80)))
        sheet.put(f"line sun 26: {wave}")


def star_emblem(sheet: Sheet) -> None:
    """A bright star low over the horizon."""
    _plate(sheet)
    sheet.put("poly sun: 0 -300 58 -58 300 0 58 58 0 300 -58 58 -300 0 -58 -58", 800, 400)
    sheet.put("poly sun warm .5: 0 -150 28 -28 150 0 28 28 0 150 -28 28 -150 0 -28 -28", 800, 400, 1)
    sheet.put("rect sun: 440 740 720 26")


def _plate(sheet: Sheet) -> None:
    sheet.put(f"rect near top .45: 0 0 {W} {H}")
