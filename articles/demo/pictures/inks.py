"""The inks of a print: a palette for every time of day, and mixing."""

type Colour = tuple[int, ...]

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


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour a share t of the way from a to b."""
    return tuple(round(p + (q - p) * t) for p, q in zip(a, b, strict=True))
