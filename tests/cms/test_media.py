"""Pictures are seen by members of their court, and by nobody else, whatever address they try."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import ExifTags, Image

from cms.models import CourtImage
from cms.services import PostRefused, picture_add
from publishing.ground.models import Role
from tests.factories import make_image, make_person, make_picture

from .conftest import Desk, signed_in

pytestmark = pytest.mark.django_db


def addresses(image: CourtImage) -> list[str]:
    return [f"/media/{image.file.name}", f"/media/{image.get_rendition('width-32').file.name}"]


@pytest.mark.parametrize("which", [0, 1], ids=["original", "rendition"])
def test_a_member_of_the_court_sees_it(desk: Desk, which: int) -> None:
    response = desk.client.get(addresses(make_image(desk.court))[which])
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("which", [0, 1], ids=["original", "rendition"])
def test_a_stranger_finds_nothing(desk: Desk, which: int) -> None:
    assert Client().get(addresses(make_image(desk.court))[which]).status_code == 404


@pytest.mark.parametrize("which", [0, 1], ids=["original", "rendition"])
def test_somebody_of_another_court_finds_nothing(desk: Desk, other: Desk, which: int) -> None:
    assert other.client.get(addresses(make_image(desk.court))[which]).status_code == 404


@pytest.mark.parametrize("which", [0, 1], ids=["original", "rendition"])
def test_a_superuser_without_a_role_finds_nothing(desk: Desk, which: int) -> None:
    boss = signed_in(make_person(is_superuser=True))
    assert boss.get(addresses(make_image(desk.court))[which]).status_code == 404


def test_somebody_who_left_the_court_finds_nothing(desk: Desk) -> None:
    address = addresses(make_image(desk.court))[0]
    desk.officer.memberships.all().delete()
    assert desk.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "path", ["../praeco.sqlite3", "original_images/none.png", "fitted/1/ab/abcd", "%2e%2e/%2e%2e/etc/passwd", "x"]
)
def test_other_files_of_the_store_are_not_there(desk: Desk, path: str) -> None:
    assert desk.client.get(f"/media/{path}").status_code == 404


def test_nothing_can_be_written_there(desk: Desk) -> None:
    assert desk.client.post(addresses(make_image(desk.court))[0]).status_code == 405


# --- what is stored ----------------------------------------------------------------------------


def photograph() -> bytes:
    """A JPEG lying on its side that says where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (45.0, 48.0, 0.0)
    return make_picture(size=(40, 20), form="JPEG", exif=exif.tobytes())


def test_place_and_camera_are_taken_out(desk: Desk) -> None:
    image = make_image(desk.court, file=ContentFile(photograph(), name="IMG_0001.jpg"))
    with image.open_file() as file:
        assert not dict(Image.open(file).getexif())


def test_it_stands_upright(desk: Desk) -> None:
    image = make_image(desk.court, file=ContentFile(photograph(), name="IMG_0001.jpg"))
    assert (image.width, image.height) == (20, 40)


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "P"), ("PNG", "RGBA"), ("PNG", "LA"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]
)
def test_every_kind_of_picture_survives(desk: Desk, form: str, mode: str) -> None:
    out = io.BytesIO()
    colours = Image.new("RGBA", (8, 8), (0, 128, 128, 200))
    (colours.convert("RGB").convert(mode) if mode == "CMYK" else colours.convert(mode)).save(out, form)
    image = make_image(desk.court, file=ContentFile(out.getvalue(), name=f"picture.{form.lower()}"))
    assert (image.width, image.height) == (8, 8)


def test_the_name_of_the_file_is_not_kept(desk: Desk) -> None:
    image = make_image(desk.court, file=ContentFile(make_picture(), name="Zlata-Miroshkina.png"))
    assert "Zlata" not in image.file.name


@pytest.mark.parametrize("data", [b"", b"GIF89a", make_picture()[:20]])
def test_what_is_no_picture_is_refused(desk: Desk, data: bytes) -> None:
    with pytest.raises(PostRefused) as caught:
        picture_add(court=desk.court, file=ContentFile(data, name="picture.png"), by=desk.officer)
    assert "Choose a JPEG, PNG or WebP file" in str(caught.value)


# --- Wagtail's own pages of pictures --------------------------------------------------------------


def test_the_list_shows_pictures_of_the_own_court_only(desk: Desk, other: Desk) -> None:
    make_image(desk.court, title="Our courtroom")
    make_image(other.court, title="Their courtroom")
    page = desk.client.get("/admin/images/").content.decode()
    assert "Our courtroom" in page
    assert "Their courtroom" not in page


@pytest.mark.parametrize("path", ["images/{}/", "images/{}/delete/", "images/{}/preview/max-64x64/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_picture_of_another_court_is_closed(desk: Desk, other: Desk, path: str, method: str) -> None:
    image = make_image(other.court, title="Their courtroom")
    response = getattr(desk.client, method)("/admin/" + path.format(image.pk))
    assert response.status_code in (302, 403, 404)
    assert CourtImage.objects.get(pk=image.pk).title == "Their courtroom"


def test_a_superuser_without_a_role_sees_no_picture(desk: Desk) -> None:
    make_image(desk.court, title="Our courtroom")
    boss = signed_in(make_person(is_superuser=True))
    assert "Our courtroom" not in boss.get("/admin/images/", follow=True).content.decode()


def test_nobody_deletes_pictures(desk: Desk) -> None:
    image = make_image(desk.court)
    desk.client.post(f"/admin/images/{image.pk}/delete/")
    desk.client.post(f"/admin/bulk/image/delete/?id={image.pk}")
    assert CourtImage.objects.filter(pk=image.pk).exists()


def test_a_picture_is_uploaded_into_the_own_court_only(desk: Desk, other: Desk) -> None:
    file = ContentFile(make_picture(), name="x.png")
    facts = {"title": "x", "file": file, "collection": other.court.collection_id}
    desk.client.post("/admin/images/add/", facts)
    desk.client.post("/admin/images/multiple/add/", {"files[]": file, "collection": other.court.collection_id})
    assert CourtImage.objects.of_court(other.court).count() == 1


@pytest.mark.parametrize("role", [Role.JUDGE, Role.REGISTRAR])
def test_readers_add_no_pictures(desk: Desk, role: str) -> None:
    reader = signed_in(make_person(desk.court, role))
    before = CourtImage.objects.count()
    reader.post("/admin/images/add/", {"title": "x", "file": ContentFile(make_picture(), name="x.png")})
    assert CourtImage.objects.count() == before
