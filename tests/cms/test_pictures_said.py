"""Who is to be seen in a picture, and who made it: asked where it is added, part of what is approved."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from approvals.services import digest_of, review_now
from cms.models import CourtImage, Post, PostImage
from cms.models.provenance import says_made
from cms.services import PostRefused, picture_describe
from publishing.domain.digest import canonical, parse
from publishing.ground.models import AuditEntry, Role
from tests.cms.conftest import Desk, entry
from tests.cms.test_composer import ADD, edit_url, saved
from tests.factories import make_image, make_person, make_picture, make_post

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType='
    b'"http://cv.iptc.org/newscodes/digitalsourcetype/%s"/></rdf:RDF></x:xmpmeta>'
)


def sent(data: bytes | None = None, **facts: object) -> dict[str, object]:
    file = SimpleUploadedFile("door.png", data or make_picture(), "image/png")
    return {"pictures-0-file": file, "pictures-0-alt": "The door of the court.", **facts}


def codes(post: Post) -> set[str]:
    return {seen.finding.reason for seen in review_now(post).seen}


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def made_png(**texts: str) -> bytes:
    info, out = PngImagePlugin.PngInfo(), io.BytesIO()
    for name, text in texts.items():
        info.add_text(name, text, zip=True)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def with_xmp(kind: bytes, form: str) -> bytes:
    if form == "PNG":
        return made_png(**{"XML:com.adobe.xmp": (XMP % kind).decode()})
    return make_picture(form=form, xmp=XMP % kind)


def test_nothing_said_is_a_question(desk: Desk) -> None:
    post = saved(desk, **sent())
    assert post.images.get().facts == []
    assert "people-unsaid" in codes(post)


def test_what_is_said_is_kept_for_the_post_and_for_the_picture(desk: Desk) -> None:
    post = saved(desk, **sent(**{"pictures-0-people": ["staff"], "pictures-0-consent": "on"}))
    row = post.images.get()
    assert row.facts == row.image.facts == ["staff", "consent"]
    assert not codes(post) & {"people-unsaid", "consent-missing"}


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ("staff", "consent-missing"),
        ("children", "consent-missing"),
        ("jurors", "consent-never"),
        ("screens", "consent-never"),
    ],
)
def test_people_without_consent_are_a_question(desk: Desk, people: str, reason: str) -> None:
    assert reason in codes(saved(desk, **sent(**{"pictures-0-people": [people]})))


@pytest.mark.parametrize("people", ["nobody", "crowd"])
def test_nobody_to_ask_is_no_question(desk: Desk, people: str) -> None:
    found = codes(saved(desk, **sent(**{"pictures-0-people": [people]})))
    assert not found & {"people-unsaid", "consent-missing", "consent-never", "consent-alt"}


def test_nobody_and_somebody_is_answered_at_the_field(desk: Desk) -> None:
    answer = desk.client.post(ADD, entry(desk, **sent(**{"pictures-0-people": ["nobody", "staff"]})))
    assert "Either nobody" in str(answer.context["form"].pictures[0].errors["people"])


@pytest.mark.parametrize("labelled", [True, False])
def test_a_made_picture_must_say_so(desk: Desk, labelled: bool) -> None:
    said = {"pictures-0-people": ["nobody"], "pictures-0-made_by_ai": "on"}
    label = {"pictures-0-ai_labelled": "on"} if labelled else {}
    assert ("ai-unlabelled" in codes(saved(desk, **sent(**said, **label)))) is not labelled


def test_a_made_picture_of_a_judge_is_a_block(desk: Desk) -> None:
    said = {"pictures-0-people": ["judges"], "pictures-0-made_by_ai": "on", "pictures-0-ai_labelled": "on"}
    assert "ai-person" in codes(saved(desk, **sent(**said)))


def test_what_the_file_tells_of_its_making_is_ticked(desk: Desk) -> None:
    data = with_xmp(b"trainedAlgorithmicMedia", "PNG")
    post = saved(desk, **sent(data, **{"pictures-0-people": ["nobody"]}))
    assert post.images.get().facts == ["nobody", "made-by-ai"]
    assert b'name="pictures-0-made_by_ai"' in desk.client.get(edit_url(post)).content
    page = desk.client.get(edit_url(post))
    assert page.context["form"].pictures[0]["made_by_ai"].value() is True


def test_what_was_ticked_can_be_taken_back(desk: Desk) -> None:
    post = saved(desk, **sent(**{"pictures-0-people": ["staff"]}))
    kept = {"pictures-TOTAL_FORMS": "2", "pictures-INITIAL_FORMS": "1", "pictures-0-image": post.images.get().image_id}
    desk.client.post(edit_url(post), entry(desk, **kept, **{"pictures-0-alt": "The door of the court."}))
    assert fresh(post).images.get().facts == []


def test_a_known_picture_brings_what_is_known_of_it(desk: Desk) -> None:
    image = make_image(desk.court, facts=["judges", "consent"])
    post = saved(desk, **{"pictures-0-image": image.pk, "pictures-0-alt": "The bench."})
    assert post.images.get().facts == ["judges", "consent"]


def test_what_is_said_later_of_a_picture_changes_no_post_that_has_it(desk: Desk) -> None:
    image = make_image(desk.court)
    post = make_post(desk.court, desk.officer, desk.account)
    post.images = [PostImage(image=image, alt="The courtroom.")]
    post.save()
    before = digest_of(fresh(post))
    picture_describe(image=image, facts=("jurors",), by=desk.officer)
    assert digest_of(fresh(post)) == before
    assert CourtImage.objects.get(pk=image.pk).facts == ["jurors"]
    assert AuditEntry.objects.filter(act="picture_changed", subject=f"picture:{image.pk}").count() == 1


def test_what_is_said_is_part_of_what_is_approved(desk: Desk) -> None:
    post = saved(desk, **sent(**{"pictures-0-people": ["staff"], "due_date": "2030-11-24", "due_time": "09:00"}))
    before = digest_of(post)
    PostImage.objects.filter(post=post).update(facts=["staff", "consent"])
    assert digest_of(fresh(post)) != before
    content = canonical(fresh(post).to_submission())
    assert canonical(parse(content)) == content


@pytest.mark.parametrize("role", [Role.JUDGE, Role.REGISTRAR])
def test_readers_say_nothing_of_pictures(desk: Desk, role: str) -> None:
    with pytest.raises(PostRefused):
        picture_describe(image=make_image(desk.court), facts=("staff",), by=make_person(desk.court, role))


def test_officers_of_another_court_say_nothing_of_them(desk: Desk, other: Desk) -> None:
    with pytest.raises(PostRefused):
        picture_describe(image=make_image(desk.court), facts=("staff",), by=other.officer)


def test_wagtails_page_asks_too(desk: Desk) -> None:
    file = io.BytesIO(with_xmp(b"compositeSynthetic", "JPEG"))
    file.name = "door.jpg"
    data = {"title": "Door", "file": file, "collection": desk.court.collection_id, "people": ["crowd"]}
    desk.client.post(reverse("wagtailimages:add"), data)
    image = CourtImage.objects.get(title="Door")
    assert image.facts == ["crowd", "made-by-ai"]
    desk.client.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Door", "people": ["crowd"]})
    image.refresh_from_db()
    assert image.facts == ["crowd"]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    "kind", [b"trainedAlgorithmicMedia", b"compositeWithTrainedAlgorithmicMedia", b"algorithmicMedia"]
)
def test_the_source_type_is_read_in_every_format(form: str, kind: bytes) -> None:
    assert says_made(with_xmp(kind, form))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("kind", [b"digitalCapture", b"negativeFilm", b"humanEdits"])
def test_a_photograph_that_says_so_is_one(form: str, kind: bytes) -> None:
    assert not says_made(with_xmp(kind, form))


@pytest.mark.parametrize(
    ("data", "made"),
    [
        (made_png(parameters="a court, marble\nSteps: 20, Sampler: Euler a, CFG scale: 7"), True),
        (made_png(Software="Midjourney v6"), True),
        (made_png(Software="GIMP 2.10"), False),
        (make_picture() + b"\x00\x00jumbc2pa c2pa.actions trainedAlgorithmicMedia", True),
        (b"", False),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, False),
        (b"not a picture", False),
    ],
)
def test_what_generators_leave_behind(data: bytes, made: bool) -> None:
    assert says_made(data) is made
