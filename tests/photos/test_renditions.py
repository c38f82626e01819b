"""Renditions follow the picture and its focal point, and no page names one that is not there."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from articles.media.pictures import (
    CLASSIC,
    FULL,
    SQUARE,
    WIDE,
    box_of,
    rendition_prefix,
    rendition_version,
    widths_of,
)
from articles.media.renditions import cut_around
from articles.models import Photo
from articles.photos.renditions import make
from tests import factories
from tests.photos.pictures import checked, scene

pytestmark = pytest.mark.django_db
NAMED = re.compile(r'/media/([^\s",]+)')


@pytest.fixture
def photo() -> Photo:
    """Not rendered yet; red on its left, white elsewhere."""
    picture = Image.new("RGB", (800, 450), "white")
    picture.paste((200, 0, 0), (0, 0, 300, 450))
    photo = Photo(alt="رافعات")
    photo.store(checked(picture))
    return photo


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        return Image.open(BytesIO(file.read())).convert("RGB")


def is_red(picture: Image.Image) -> bool:
    red, green, _blue = picture.getpixel((picture.width // 2, picture.height // 2))
    return red > 150 and green < 90


def test_every_cut_comes_in_its_widths_and_both_formats(photo):
    assert make(photo)
    photo.refresh_from_db()
    assert photo.renditions == photo.wanted_renditions
    cuts = {WIDE: [320, 768, 800], CLASSIC: [160, 320, 600], SQUARE: [160, 320, 450]}
    for shape, widths in cuts.items():
        assert widths_of(box_of(800, 450, shape)[0], shape, photo.renditions) == tuple(widths)
        for width in widths:
            for extension, kind in (("avif", "AVIF"), ("webp", "WEBP")):
                name = f"{rendition_prefix(photo.file.name, photo.renditions, shape)}{width}.{extension}"
                with default_storage.open(name) as file:
                    rendition = Image.open(file)
                    assert rendition.format == kind
                    across, down = shape.ratio
                    assert rendition.size == (width, round(width * down / across))
    assert not make(photo), "again there is nothing to do"


def test_a_cut_keeps_the_focal_point_and_has_another_name_for_another_one(photo):
    photo.focal_x = 0.05
    photo.save()
    make(photo)
    photo.refresh_from_db()
    left = photo.picture.small(SQUARE).src
    assert is_red(opened(left.removeprefix("/media/")))
    photo.focal_x = 0.9
    photo.save()
    make(photo)
    photo.refresh_from_db()
    right = photo.picture.small(SQUARE).src
    assert right != left
    assert not is_red(opened(right.removeprefix("/media/")))
    # What caches still name is there, until the next time.
    assert default_storage.exists(left.removeprefix("/media/"))
    photo.focal_x = 0.5
    photo.save()
    make(photo)
    assert not default_storage.exists(left.removeprefix("/media/"))
    assert default_storage.exists(right.removeprefix("/media/"))


@pytest.mark.parametrize("shape", [FULL, WIDE, CLASSIC, SQUARE])
def test_a_large_picture_has_four_widths_of_each_cut(shape):
    assert len(widths_of(2000, shape, rendition_version(0.5, 0.5))) == 4


def test_what_was_made_before_there_were_four_widths_is_shown_until_the_rest_is_there(photo):
    """Of the first recipe, whose versions had no more than 31 bits."""
    photo.renditions = 0x7FFF_FFFF
    cut = photo.picture.small()
    assert cut.avif.endswith("-4x3-320.avif 320w")
    assert cut.src.endswith("-4x3-320.webp")
    assert photo.picture.small(SQUARE).avif.endswith("-1x1-320.avif 320w")
    assert photo.picture.lead().avif.count("w,") == 2
    Photo.objects.filter(pk=photo.pk).update(renditions=photo.renditions)
    call_command("make_renditions", stdout=StringIO())
    photo.refresh_from_db()
    assert [part.rpartition("-")[2] for part in photo.picture.small().avif.split(", ")] == [
        "160.avif 160w",
        "320.avif 320w",
    ]
    assert default_storage.exists(photo.picture.small().avif.split()[0].removeprefix("/media/"))


@pytest.mark.parametrize(
    ("focal", "box"),
    [
        ((0.5, 0.5), (350, 0, 1250, 900)),
        ((0, 0), (0, 0, 900, 900)),
        ((1, 1), (700, 0, 1600, 900)),
        ((0.25, 0.9), (0, 0, 900, 900)),
    ],
)
def test_a_cut_is_the_largest_that_fits(focal, box):
    assert cut_around(focal, (1600, 900), SQUARE) == box


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (319, 200), (320, 180), (2400, 2400)])
def test_small_and_narrow_pictures_have_renditions_of_their_own_size(size):
    photo = Photo(alt="شعار")
    photo.store(checked(Image.new("RGB", size, "teal"), "PNG"))
    make(photo)
    photo.refresh_from_db()
    for cut in (photo.picture.full(), photo.picture.lead(), photo.picture.card(), photo.picture.small()):
        for name in [cut.src, *(part.split()[0] for part in f"{cut.avif}, {cut.webp}".split(", ") if part)]:
            assert default_storage.exists(name.removeprefix("/media/")), name
    across, _down = box_of(*size, WIDE)
    assert max(widths_of(across, WIDE, photo.renditions)) <= across


def test_no_page_names_a_rendition_that_is_not_there(reader, photo):
    story = factories.article(lead_photo=photo)
    factories.related(factories.article(section=story.section, source=story.source), story, "read_also")
    pages = ["/", story.get_absolute_url(), story.section.get_absolute_url(), "/search/?q=خبر"]

    def named() -> set[str]:
        found = {name for page in pages for name in NAMED.findall(reader.get(page).content.decode())}
        assert all(default_storage.exists(name) for name in found), found
        return found

    assert named() == {photo.file.name}
    make(photo)
    assert len(named()) > 5


def test_the_picture_that_opens_a_page_is_asked_for_first_and_no_other_twice(reader, photo):
    story = factories.article(lead_photo=photo)
    address = story.get_absolute_url()
    head = f'<link rel="preload" as="image" href="{photo.picture.url}" fetchpriority="high">'
    assert head in reader.get(address).content.decode()
    make(photo)
    photo.refresh_from_db()
    cut = photo.picture.lead()
    for page in ("/", address):
        html = reader.get(page).content.decode()
        head, _, body = html.partition("</head>")
        assert f'as="image" type="image/avif" imagesrcset="{cut.avif}" imagesizes="' in head
        sizes = re.search('imagesizes="([^"]*)"', head)[1]
        assert f'<source type="image/avif" srcset="{cut.avif}" sizes="{sizes}">' in body
        assert f'<source type="image/webp" srcset="{cut.webp}" sizes="{sizes}">' in body
        assert f'<img src="{photo.picture.url}" alt="' in body
        assert body.count('fetchpriority="high"') == 1
    listing = reader.get(story.section.get_absolute_url()).content.decode().partition("</head>")[2]
    assert listing.count("/media/") == 3, "two AVIF and one WebP for each line"
    small = photo.picture.small()
    assert f'srcset="{small.avif}" sizes="(min-width: 48rem) 8rem, 6.5rem"' in listing


def test_a_storage_that_fails_half_way_leaves_the_page_as_it_was(reader, photo, monkeypatch):
    story = factories.article(lead_photo=photo)
    save, left = FileSystemStorage._save, [5]

    def failing(self, name, content):
        left[0] -= 1
        if left[0] < 0:
            raise OSError("no space left on device")
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", failing)
    with pytest.raises(OSError, match="no space"):
        make(photo)
    assert "image/avif" not in reader.get(story.get_absolute_url()).content.decode()
    left[0] = 100
    # What was half written when a run was stopped is written anew.
    half = f"{rendition_prefix(photo.file.name, photo.wanted_renditions, WIDE)}320.avif"
    default_storage.delete(half)
    Path(default_storage.path(half)).write_bytes(b"")
    assert make(photo)
    assert opened(half).size == (320, 180)


def test_a_picture_that_was_replaced_meanwhile_is_left_to_its_own_task(photo):
    stale = Photo.objects.get(pk=photo.pk)
    Photo.objects.filter(pk=photo.pk).update(focal_x=0.1)
    make(stale)
    photo.refresh_from_db()
    assert photo.renditions == 0
    assert make(photo)


def test_of_one_that_was_deleted_meanwhile_nothing_is_left(
    settings, django_capture_on_commit_callbacks, photo
):
    stale = Photo.objects.get(pk=photo.pk)

    def deleted_meanwhile(*args):
        Photo.objects.filter(pk=photo.pk)._raw_delete("default")
        yield f"{stale.file.name[:-4]}/1-16x9-320.avif", b"content"

    with pytest.MonkeyPatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr("articles.photos.renditions.renditions_for", deleted_meanwhile)
        make(stale)
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_the_command_makes_what_is_missing_and_goes_on_after_a_broken_one(photo):
    other, lost = factories.photo(), factories.photo()
    default_storage.delete(lost.file.name)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 photos"):
        call_command("make_renditions", stdout=out, stderr=err)
    assert "2 photos got renditions, 0 had them" in out.getvalue()
    assert f"photo {lost.pk}" in err.getvalue()
    other.refresh_from_db()
    assert other.renditions == other.wanted_renditions


def test_saving_makes_them_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = Photo(alt="رافعات")
        photo.store(checked(scene()))
    photo.refresh_from_db()
    first = photo.renditions
    assert first == photo.wanted_renditions
    with django_capture_on_commit_callbacks(execute=True):
        photo.focal_y = 0.1
        photo.save()
    photo.refresh_from_db()
    assert photo.renditions == photo.wanted_renditions != first
