"""Hostile files wherever a picture is taken: refused with plain words, or what is kept holds nothing of them."""

from __future__ import annotations

import hashlib
import io
import re
import tracemalloc

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image

from cms.forms.fields import PictureField
from cms.models import CourtImage, Post
from cms.models.images import cleaned
from tests.hostile import HARMLESS, REFUSED, photograph, png

from .conftest import Desk, entry

pytestmark = pytest.mark.django_db
STORED = re.compile(r"original_images/[0-9a-f]{32}\.(jpg|png|webp)")
CAUSES = {case: (name, data, words) for case, name, data, words in REFUSED}
KEPT = {case: (name, data, payload) for case, name, data, payload in HARMLESS}
SAMPLE = ("half a jpeg", "png of 144 megapixels", "svg named png", "moving webp", "bomb of words", "nothing")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def in_the_composer(desk: Desk, name: str, data: bytes) -> HttpResponse:
    return desk.client.post(reverse("posts:add"), entry(desk) | {"pictures-0-file": upload(name, data)})


def on_wagtails_page(desk: Desk, name: str, data: bytes) -> HttpResponse:
    facts = {"title": "x", "file": upload(name, data), "collection": desk.court.collection_id}
    return desk.client.post(reverse("wagtailimages:add"), facts)


PLACES = {"composer": in_the_composer, "wagtail": on_wagtails_page}


def test_there_are_more_than_forty_of_them() -> None:
    assert len(CAUSES) + len(KEPT) >= 40


@pytest.mark.parametrize("case", CAUSES)
def test_it_is_refused_with_plain_words(case: str) -> None:
    name, data, words = CAUSES[case]
    with pytest.raises(ValidationError) as refused:
        PictureField().clean(upload(name, data))
    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", SAMPLE)
def test_the_page_says_so_and_keeps_nothing(desk: Desk, case: str, place: str) -> None:
    name, data, words = CAUSES[case]
    before = CourtImage.objects.count()
    answer = PLACES[place](desk, name, data)
    assert answer.status_code in (200, 422)
    assert words in answer.content.decode()
    assert (CourtImage.objects.count(), Post.objects.count()) == (before, 0)


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept_holds_nothing_of_it(case: str) -> None:
    name, data, payload = KEPT[case]
    kept = cleaned(PictureField().clean(upload(name, data))).read()
    assert hashlib.sha256(kept).digest() != hashlib.sha256(data).digest()
    assert [one for one in payload if one in kept] == []
    picture = Image.open(io.BytesIO(kept))
    picture.load()
    carried = {"exif", "icc_profile", "xmp", "comment", "photoshop", "Comment", "XML:com.adobe.xmp"} & set(picture.info)
    assert (carried, dict(picture.getexif())) == (set(), {})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", ["place and camera", "a way out", "turned letters", "three hundred letters"])
def test_it_lies_under_a_name_of_its_own(desk: Desk, case: str, place: str) -> None:
    name, data, payload = KEPT[case]
    PLACES[place](desk, name, data)
    image = CourtImage.objects.latest("pk")
    assert STORED.fullmatch(image.file.name)
    with image.open_file() as file:
        kept = file.read()
    assert [one for one in payload if one in kept] == []


def test_the_name_of_a_file_becomes_a_title_of_words_alone(desk: Desk) -> None:
    in_the_composer(desk, "../\u202egnp.<b>door</b>\x00.png", photograph())
    title = CourtImage.objects.latest("pk").title
    assert ("/" in title, "\u202e" in title, "\x00" in title) == (False, False, False)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ValidationError):
            PictureField().clean(upload("x.png", png(9_000, 6_000)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_a_picture_on_ones_own_page_is_not_taken(desk: Desk) -> None:
    page = desk.client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'type="file"' not in page
    desk.client.post(reverse("wagtailadmin_account"), {"avatar-avatar": upload("x.jpg", photograph())})
    profile = getattr(desk.officer, "wagtail_userprofile", None)
    assert not (profile and profile.avatar)
