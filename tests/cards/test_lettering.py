"""How headlines become lines: what is drawn, how large, and where they break."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from articles.cards.lettering import LEADING, cut, drawable, fitted, measure, write

BOX = (1072, 424)
LONG = "رئيس الوزراء يعلن حزمة إصلاحات تشمل خفض الضرائب على الشركات الصغيرة وتوسيع شبكة الحماية " * 4


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("خبر 🌊🔥 عاجل 👨‍👩‍👧 🇸🇦", "خبر عاجل"),
        ("🌊", ""),
        ("Café de São Paulo ½ m²", "Café de Sao Paulo 12 m2"),
        ("Привет يا 中文 عالم", "يا عالم"),
        ("قلب\u202e العنوان\x00\ud800", "قلب العنوان"),
        ("]]> <b>&amp;</b> </script>", "]]> <b>&amp;</b> </script>"),
        ("سعر ١٢٫٥٪ و٣–٢", "سعر ١٢٫٥٪ و٣–٢"),
        ("مُحَمَّدٌ ﷺ", "مُحَمَّدٌ صلى الله عليه وسلم"),
    ],
)
def test_only_what_the_face_has_is_drawn(text, drawn):
    assert drawable(text) == drawn


@pytest.mark.parametrize("length", [1, 20, 60, 90, 150, 220, 300])
def test_any_headline_fits_with_even_lines(length):
    text = drawable(LONG[:length])
    lines = fitted(text, *BOX, largest=124)
    assert " ".join(lines.lines) == text
    widths = [measure(line, lines.size) for line in lines.lines]
    assert max(widths) <= BOX[0]
    assert len(widths) * lines.size * LEADING <= BOX[1]
    assert min(widths) >= 0.55 * max(widths)  # no word left alone


def test_what_fits_nowhere_is_cut_or_broken():
    lines = fitted("كلمات كثيرة " * 80, *BOX, largest=124)
    assert lines.lines[-1].endswith("…")
    assert len(lines.lines) * lines.size * LEADING <= BOX[1]
    one_word = "ا" * 300
    lines = fitted(one_word, *BOX, largest=124)
    assert "".join(lines.lines) == one_word
    assert max(measure(line, lines.size) for line in lines.lines) <= BOX[0]
    assert fitted("", *BOX, largest=124).lines == []
    assert measure(cut("مراسلون بلا حدود في كل مكان", 40, 200), 40) <= 200


def ink(text: str) -> Image.Image:
    sheet = Image.new("L", (400, 100))
    write(ImageDraw.Draw(sheet), (390, 70), text, 50, "white")
    return sheet


def test_letters_are_joined_and_run_from_the_right():
    assert measure("سسس", 50) < 3 * measure("س", 50)
    box = ink("سلام").getbbox()
    assert box is not None
    assert box[2] > 380 > 320 > box[0]
    # «3-2» reads the same way as alone, though letters stand before it
    lone, after = ink("3-2"), ink("س 3-2")
    width = int(measure("3-2", 50))
    left = after.getbbox()[0]
    start = lone.getbbox()[0]
    assert (
        lone.crop((start, 0, start + width, 100)).tobytes()
        == after.crop((left, 0, left + width, 100)).tobytes()
    )
