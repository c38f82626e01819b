import pytest

from articles.text.titles import Title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "الوفدان يفتتحان أشغال الدورة الخامسة من المشاورات المائية بين الغدير -والمرجان",
            "الوفدان يفتتحان أشغال الدورة 5 من المشاورات المائية بين الغدير والمرجان",
            True,
        ),
        ("وزير المياه يلتقي رئيس ميناء الرمال", "وزير المياه يلتقي سفير جزيرة المرجان", False),
        ("أسعار العملات اليوم", "أسعار العملات اليوم", True),
        ("أسعار العملات اليوم", "أسعار الذهب اليوم", False),
        ("تعادل 3-2", "تعادل 1-2", False),
        ("!!", "؟؟", False),
        ("", "", False),
    ],
)
def test_headlines_that_say_the_same(one, other, same):
    assert Title(one).repeats(Title(other)) is same
    assert Title(other).repeats(Title(one)) is same
