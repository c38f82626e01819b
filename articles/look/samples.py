"""Invented stories, pictures and names for every part of a public page; no row of the database is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from django.templatetags.static import static
from django.utils import timezone

from articles.context import Breaking
from articles.corrections import Record
from articles.front.compose import Shown, Standing
from articles.lines import Copy, Line, Name, Next
from articles.media.pictures import Picture
from articles.models import Article, Correction, Recording, Section, Source, Zone
from articles.models.correction import CorrectionKind
from articles.models.front import Fill, Layout
from articles.models.related import RelatedLine
from articles.models.status import Status
from articles.pagination import Page
from articles.search.excerpts import Piece
from articles.search.results import Hit
from articles.story import Story
from articles.text.html import clean_html

_ALT = "ميناء صغير عند الغروب، وفي الأفق رافعتان"
_CAPTION = "الرصيف القديم قبل توسعته"
_CREDIT = "رسم: غرفة الأخبار"
_HEADLINES = (
    "المجلس البلدي يقر توسعة الرصيف القديم بعد خلاف دام ثلاث سنوات",
    "شركة Orbitex تنقل 12 ألف راكب في أسبوعها الأول",
    "مدرسة في أعلى الجبل تفتح مكتبتها لأهل القرى",
    "تعادل 3-2 يعيد الفريق إلى الدرجة الأولى",
    "سوق السمك ينتقل إلى مبناه الجديد في 2027",
    "خبراء المياه: الخزان يكفي المدينة صيفين",
    "معرض الكتاب يمدد أيامه أسبوعًا",
)
_LEDE = (
    "صوّت المجلس على التوسعة بثلاثة أصوات مقابل اثنين، ويبدأ العمل في مطلع العام المقبل، على أن يبقى نصف"
    " الرصيف مفتوحًا للصيادين طوال مدة البناء."
)
# Every kind of block that an editor can make
BODY = """
<p>فقرة من نص الخبر فيها <a href="/">رابط</a> و<strong>كلمة مؤكدة</strong> و<em>أخرى مميزة</em>، واسم أجنبي
هو Orbitex Ltd. ونتيجة 3-2، وهاتف +20 100 555 0100.<sup data-note="">حاشية تشرح ما قبلها، وفيها
<a href="/">رابط</a>.</sup></p>
<h2>عنوان فرعي</h2>
<p>فقرة بعد عنوان فرعي.<sup data-note="">وحاشية ثانية.</sup></p>
<ul><li>بند في قائمة</li><li>بند أطول منه يكفي ليصل إلى السطر الثاني على شاشة هاتف صغيرة</li></ul>
<h3>عنوان أصغر</h3>
<ol><li>أول</li><li>ثانٍ</li></ol>
<blockquote><p>قول منقول بحروفه عن صاحبه، يقف وحده بين فقرتين.</p>
<p><cite>صاحب القول</cite></p></blockquote>
<blockquote><p>قول في سطرين،<br>وهذا ثانيهما.</p></blockquote>
<blockquote><p>على قدرِ أهلِ العزمِ تأتي العزائمُ *** وتأتي على قدرِ الكرامِ المكارمُ<br>
وتعظمُ في عينِ الصغيرِ صغارُها *** وتصغرُ في عينِ العظيمِ العظائمُ</p><p><cite>المتنبي</cite></p></blockquote>
<table><caption>ركاب الترام</caption>
<thead><tr><th scope="col">السنة</th><th scope="col">الركاب</th><th scope="col">التغير عن السنة السابقة</th>
<th scope="col">ملاحظة</th></tr></thead>
<tbody><tr><td>2025</td><td>1,204,000</td><td>+4.5%</td><td>افتتاح الخط الثاني</td></tr>
<tr><td>2026</td><td>1,377,500</td><td>+14.4%</td><td>تذكرة واحدة للخطين</td></tr></tbody></table>
<figure data-photo="1"></figure>
<p>فقرة بين صورة ومعرض.</p>
<figure data-photo="1"></figure><figure data-photo="2"></figure><figure data-photo="3"></figure>
<hr>
<figure data-embed="https://www.youtube.com/watch?v=aaaaaaaaaaa" data-photo="1"></figure>
<p dir="ltr" lang="en">A paragraph in English, from left to right.</p>
<p>الفقرة الأخيرة.</p>
"""


class SamplePicture(Picture):
    """A drawing among the static files in place of a stored one."""

    __slots__ = ()

    @property
    def url(self) -> str:
        return static(self.name)


PICTURE = SamplePicture("img/sample.svg", 1600, 900, _ALT)


@dataclass(frozen=True, slots=True)
class SamplePhoto:
    """What templates ask of a photo."""

    pk: int
    alt: str = _ALT
    caption: str = _CAPTION
    credit: str = _CREDIT
    picture: Picture = PICTURE


def section(**fields: Any) -> Section:
    return Section(
        **{"pk": 1, "name": "اقتصاد", "slug": "اقتصاد", "description": "الأسواق والموانئ.", **fields}
    )


def source(**fields: Any) -> Source:
    return Source(
        **{"pk": 1, "name": "المرفأ", "slug": "المرفأ", "attribution": "نقلًا عن جريدة المرفأ", **fields}
    )


def line(number: int, *, photo: bool = True, **changes: Any) -> Line:
    """A story in a list, an hour older than the one before it."""
    made = Line(
        pk=number,
        slug="مثال",
        kicker="",
        headline=_HEADLINES[number % len(_HEADLINES)],
        lede=_LEDE,
        published_at=timezone.now() - timedelta(hours=number),
        section_id=1,
        section="اقتصاد",
        source_id=1,
        source="المرفأ",
        is_own=bool(number % 2),
        photo_id=1 if photo else None,
        photo=PICTURE if photo else None,
        copy_of=None,
    )
    return replace(made, **changes)


def hit() -> Hit:
    headline = [Piece("توسعة ", False), Piece("الرصيف", True), Piece(" القديم", False)]
    return Hit(
        line(1), headline, [Piece("يبقى نصف ", False), Piece("الرصيف", True), Piece(" مفتوحًا.", False)]
    )


def breaking() -> Breaking:
    return Breaking(0, "إغلاق الميناء حتى إشعار آخر بسبب العاصفة", timezone.now(), "/")


def page(rows: int) -> Page:
    """A page in the middle of a listing; without rows a listing that is empty."""
    lines = [line(number, photo=number % 3 > 0) for number in range(1, rows + 1)]
    return Page(lines, older="o1-1" if rows else "", newer="n1-1" if rows else "")


def fronts() -> tuple[list[Shown], list[tuple[str, Shown]], dict[int, list[Name]]]:
    """What stands together at the head of a page, a strip of every look, and who signed the opinions."""
    sizes = {Layout.LEAD: 1, Layout.RANK: 4, Layout.LATEST: 6}
    titles: dict[Layout, str] = {look: str(look.label) for look in Layout}
    shown = {
        look: Shown(
            Zone(pk=number, layout=look, title=titles[look]),
            None,
            [Standing(line(10 * number + n, photo=n != 2)) for n in range(1, sizes.get(look, 5) + 1)],
        )
        for number, look in enumerate(Layout, start=1)
    }
    shown[Layout.LEAD].places[0] = Standing(line(1, kicker="موانئ"))
    authors = {story.pk: [author()] for story in shown[Layout.OPINION].stories}
    strips = [(str(look), one) for look, one in shown.items() if look not in (*sizes, Layout.STRIP)]
    read = Zone(pk=len(shown) + 1, layout=Layout.LIST, fill=Fill.READ)
    strips.append(("strip-ranked", Shown(read, None, [Standing(line(n)) for n in range(80, 85)])))
    return [shown[look] for look in sizes], strips, authors


def author(role: str = "writer") -> Name:
    return Name("author", 1, "ليلى الحمداني", "ليلى", role)


def keywords() -> list[Name]:
    words = ("ميناء الرمال", "Orbitex", "المجلس البلدي", "أسعار السمك", "C++")
    return [Name("keyword", number, word, word) for number, word in enumerate(words, start=1)]


def related(kind: str) -> list[RelatedLine]:
    rows = [RelatedLine(kind, "", line(number, photo=number != 2), fills=number == 3) for number in (1, 2, 3)]
    return [*rows, RelatedLine(kind, "عنوان خبر لم يصل بعد", None)]


def corrections() -> list[Correction]:
    texts = {
        "correction": "كان عدد الركاب 21 ألفًا خطأ، والصواب 12 ألفًا.",
        "apology": "نعتذر عن نسبة القول إلى غير صاحبه.",
    }
    now = timezone.now()
    return [Correction(kind=kind, text=text, issued_at=now) for kind, text in texts.items()]


def long_headline() -> str:
    """Nearly as long as headlines may be."""
    return "، و".join(_HEADLINES)[:290].rpartition("،")[0]


def records() -> Page:
    """Corrections in a list: of a story that can be read, and of one that was withdrawn."""
    now = timezone.now()
    record = Record(
        pk=1,
        kind=CorrectionKind.CORRECTION,
        text=corrections()[0].text,
        issued_at=now,
        changed_at=now,
        article=1,
        headline=_HEADLINES[1],
        section="اقتصاد",
        url="/",
    )
    withdrawal = replace(record, kind=CorrectionKind.WITHDRAWAL, text="سُحب لأن مصدره تراجع عنه.", headline="")
    return Page([record, withdrawal], older="o1-1", newer="n1-1")


def story() -> Story:
    """A story that has every part a page can show."""
    now = timezone.now()
    body = clean_html(BODY)
    article = Article(
        pk=1,
        slug="مثال",
        kicker="موانئ",
        headline=_HEADLINES[0],
        lede=_LEDE,
        body=body,
        word_count=420,
        section=section(parent=section(pk=2, name="البلاد", slug="البلاد")),
        source=source(),
        source_url="https://almarfa.example/1",
        status=Status.PUBLISHED,
        published_at=now - timedelta(hours=2),
        significant_update_at=now - timedelta(minutes=20),
    )
    photos = {number: SamplePhoto(number) for number in (1, 2, 3)}
    return Story(
        article=article,
        photo=cast(Any, photos[1]),
        authors=[author(), Name("author", 2, "سالم النجار", "سالم", "photographer")],
        keywords=keywords(),
        related=[*related("read_also"), *related("similar")],
        copies=[Copy(2, "مثال", 2, "الساحل")],
        corrections=corrections(),
        photos=cast(Any, photos),
        following=Next(3, "مثال", _HEADLINES[1]),
        recording=Recording(file="recordings/sample.mp3", content_type="audio/mpeg", size=1, seconds=190),
    )
