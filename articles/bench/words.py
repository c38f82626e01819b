"""Arabic sentences out of a list of common words: no meaning, but the shape and the letters of news."""

from __future__ import annotations

import random
from itertools import accumulate, islice

from articles.text.normalize import identity_key

# From the most common to the rarest, as they are drawn.
_LIST = """
في من على إلى عن أن إن التي الذي هذا هذه مع بعد قبل بين كان كانت قال قالت أكد أوضح أعلن ذلك تلك خلال
حول أمام وقد كما لكن حتى منذ عبر نحو لدى ضد دون غير كل بعض أكثر أقل اليوم أمس غدا الحكومة الرئيس
الوزير الوزارة المجلس البرلمان الدولة الدول العالم المنطقة المدينة العاصمة البلاد الشعب المواطنين
العام الماضي المقبل الجاري الأول الثاني الثالث الجديد الجديدة الكبير الكبيرة القطاع الشركة الشركات
السوق الأسواق الأسعار الاقتصاد الاقتصادية النمو التضخم الميزانية المشروع المشاريع الاستثمار
المستثمرين البنك المركزي النفط الغاز الطاقة الكهرباء المياه الزراعة الصناعة التجارة الصادرات
الواردات الميناء المطار الطريق النقل السيارات القطار السكك الموانئ السفن الصحة المستشفى الأطباء
المرضى العلاج اللقاح الدواء المرض التعليم الجامعة المدرسة الطلاب المعلمين البحث الدراسة الباحثون
العلماء التقنية الحاسوب الشبكة الإنترنت البيانات الذكاء الاصطناعي التطبيق الهاتف الأمن الجيش الشرطة
القوات الحدود الهجوم الاتفاق الاتفاقية المفاوضات المحادثات الأزمة الحرب السلام الهدنة الانتخابات
الناخبين الحزب المعارضة التصويت القانون القضاء المحكمة الحكم القاضي المحامي التحقيق القضية الفساد
الحرية الحقوق النساء الشباب الأطفال الأسرة المجتمع الثقافة الكتاب الكاتب الرواية الشعر المسرح
السينما الفيلم المخرج الموسيقى المهرجان المعرض الفن الفنان التراث التاريخ الآثار المتحف اللغة
الرياضة الفريق المباراة اللاعب المدرب البطولة الكأس الدوري الهدف الملعب الجمهور الفوز الخسارة الموسم
المنتخب البيئة المناخ الأمطار الفيضانات الجفاف الحرارة الرياح البحر الساحل الجبال الصحراء الغابات
الحرائق الزلزال الإغاثة المساعدات اللاجئين المنظمة الأمم المتحدة الاتحاد اللجنة المؤتمر القمة
الاجتماع اللقاء الزيارة البيان التقرير التقارير المصادر الصحيفة الوكالة الصحفيين المراسل الخبر
المتحدث المسؤولين السلطات المحافظ البلدية السكان القرية الحي المنزل السكن البناء العمل العمال الأجور
الوظائف البطالة النقابة الإضراب الضرائب الدعم القرض الديون العملة الدولار الذهب الخسائر الأرباح
النتائج الخطة الخطوة القرار الإجراءات الإصلاحات السياسة السياسية العلاقات التعاون الشراكة الوفد
السفير الخارجية الداخلية المالية العدل الدفاع النائب النواب الرئاسة الدستور الاستفتاء الجلسة اللوائح
المناقصة العقود الموردين المزارعين القمح الأرز التمور الزيتون الصيد الأسماك السياحة الفنادق الزوار
الرحلات الشحن المخزون المصانع التصدير الإنتاج الاستهلاك
"""
WORDS = _LIST.split()
NAMES = ("Orbitex", "Nile Data", "Delta Air", "G20", "Al-Marsa FC", "C++", "Blue Harbor", "OPEC+")

_DRAW = list(accumulate(1 / (rank + 12) for rank in range(len(WORDS))))
# Of a headline's words about one in 60 is this one.
COMMON_WORD = "الحكومة"


def words(rng: random.Random, count: int) -> list[str]:
    """`count` words, the first of the list more often than the last."""
    return rng.choices(WORDS, cum_weights=_DRAW, k=count)


def headline(rng: random.Random) -> str:
    """Seven to eleven words, now and then with a name in « » or a number."""
    drawn = words(rng, rng.randint(7, 11))
    place = rng.randrange(1, len(drawn))
    if (chance := rng.random()) < 0.2:
        drawn[place] = f"«{drawn[place]}»"
    elif chance < 0.35:
        drawn.insert(place, str(rng.randint(2, 950)))
    elif chance < 0.45:
        drawn.insert(place, rng.choice(NAMES))
    return " ".join(drawn)


def prose(rng: random.Random, count: int) -> str:
    """About `count` words in sentences, with commas, quotations, numbers and Latin names."""
    drawn = iter(words(rng, count))
    sentences = []
    while sentence := list(islice(drawn, rng.randint(9, 20))):
        place = rng.randrange(len(sentence))
        if (chance := rng.random()) < 0.25:
            sentence[place] += "،"
        elif chance < 0.45:
            sentence[place : place + 3] = [f"«{' '.join(sentence[place : place + 3])}»"]
        elif chance < 0.65:
            sentence[place] += f" {rng.randint(2, 2500)}"
        elif chance < 0.72:
            sentence[place] += f" {rng.choice(NAMES)}"
        elif chance < 0.77:
            sentence[place] += f" {rng.randint(2, 60)}.{rng.randint(1, 9)}%"
        sentences.append(" ".join(sentence) + ".")
    return " ".join(sentences)


def body(rng: random.Random) -> str:
    """About 350 words as the HTML that an editor makes: six paragraphs and a heading between them."""
    paragraphs = [f"<p>{prose(rng, rng.randint(48, 68))}</p>" for _ in range(6)]
    paragraphs.insert(3, f"<h2>{' '.join(words(rng, 4))}</h2>")
    return "\n".join(paragraphs)


def names(rng: random.Random, count: int) -> list[str]:
    """`count` names of one to three words, no two of which fold alike."""
    found: dict[str, str] = {}
    while len(found) < count:
        name = " ".join(rng.choices(WORDS, k=rng.choice((1, 2, 2, 3))))
        found.setdefault(identity_key(name), name)
    return list(found.values())
