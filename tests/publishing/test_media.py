import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from PIL import ExifTags, Image, ImageCms

from publishing.domain.limits import limits_for
from publishing.domain.message import Medium
from publishing.ground.models import Court
from publishing.media import MediumLost, UnfitMedium, fit, media_facts, read
from publishing.models import FittedMedium, private_storage
from tests.factories import make_court, make_picture

pytestmark = pytest.mark.django_db
BLUESKY, SANDBOX = limits_for("bluesky"), limits_for("sandbox")


@pytest.fixture(autouse=True)
def _store(settings: object, tmp_path: Path) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    cache.clear()


@pytest.fixture
def court() -> Court:
    return make_court()


def fitted(court: Court, data: bytes, limits: object = SANDBOX) -> Medium:
    return fit(court=court, data=data, alt="An empty bench.", limits=limits)  # type: ignore[arg-type]


def a_photograph(**save: object) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif[ExifTags.Base.Orientation] = 6
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (45.0, 48.0, 0.0)
    return make_picture((80, 40), "JPEG", exif=exif, comment=b"by Mira", **save)


def noise(size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    block = hashlib.shake_256(b"noise").digest(size[0] * size[1] * len(mode))
    Image.frombytes(mode, size, block).save(out, "PNG")
    return out.getvalue()


def a_bomb() -> bytes:
    """A PNG of a few hundred bytes that claims 30,000 × 30,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def test_the_same_picture_gives_the_same_bytes_twice(court: Court) -> None:
    first = fitted(court, a_photograph())
    cache.clear()
    assert fitted(court, a_photograph()) == first


def test_these_bytes_are_what_the_sha256_names(court: Court) -> None:
    medium = fitted(court, make_picture())
    data = read(court.pk, medium.sha256)
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (medium.sha256, medium.size)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_comment_do_not_leave(court: Court, form: str) -> None:
    source = Image.open(io.BytesIO(a_photograph()))
    out = io.BytesIO()
    source.save(out, form, exif=source.getexif())
    sent = read(court.pk, fitted(court, out.getvalue()).sha256)
    facts = media_facts(sent)
    assert (facts.has_gps, facts.has_exif) == (False, False)
    assert not any(mark in sent for mark in (b"Camera", b"Mira", b"Exif", b"eXIf"))


def test_text_and_profile_of_a_png_do_not_leave(court: Court) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = make_picture(icc_profile=profile, dpi=(300, 300))
    sent = read(court.pk, fitted(court, source).sha256)
    kinds = {sent[at + 4 : at + 8] for at in chunk_starts(sent)}
    assert kinds == {b"IHDR", b"IDAT", b"IEND"}


def chunk_starts(png: bytes) -> list[int]:
    at, starts = 8, []
    while at < len(png):
        starts.append(at)
        at += 12 + struct.unpack(">I", png[at : at + 4])[0]
    return starts


def test_a_photograph_taken_sideways_is_turned_upright(court: Court) -> None:
    medium = fitted(court, a_photograph())
    assert (medium.width, medium.height) == (40, 80)


def test_the_facts_of_a_picture_tell_its_place() -> None:
    facts = media_facts(a_photograph())
    assert (facts.mime, facts.width, facts.height, facts.has_gps) == ("image/jpeg", 40, 80, True)


def test_a_picture_without_a_place_says_so() -> None:
    assert not media_facts(make_picture()).has_gps


def test_a_big_picture_is_made_to_fit_the_bytes(court: Court) -> None:
    medium = fitted(court, noise((1200, 1200)), BLUESKY)
    assert medium.size <= BLUESKY.image_bytes
    assert medium.mime == "image/jpeg"


def test_a_wide_picture_is_made_to_fit_the_side(court: Court) -> None:
    medium = fitted(court, make_picture((4000, 100)), BLUESKY)
    assert (medium.width, medium.height) == (2000, 50)


def test_transparency_is_kept(court: Court) -> None:
    medium = fitted(court, make_picture(mode="RGBA", colour=(0, 0, 0, 128)))
    assert Image.open(io.BytesIO(read(court.pk, medium.sha256))).mode == "RGBA"


def test_a_big_transparent_picture_is_made_to_fit_too(court: Court) -> None:
    medium = fitted(court, noise((800, 800), "RGBA"), BLUESKY)
    assert (medium.mime, medium.size <= BLUESKY.image_bytes) == ("image/png", True)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "I;16", "1"])
def test_pictures_of_every_colour_model_are_taken(court: Court, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert fitted(court, make_picture(form=form, mode=mode, colour=1)).width == 64


def test_one_picture_is_stored_once_a_court(court: Court) -> None:
    for _ in range(3):
        cache.clear()
        fitted(court, make_picture())
    assert FittedMedium.objects.filter(court=court).count() == 1


def test_the_second_fitting_of_a_picture_is_remembered(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fitted(court, make_picture())
    monkeypatch.delattr("publishing.media._fitted")
    assert fitted(court, make_picture()) == first


def test_what_a_rolled_back_transaction_took_away_is_stored_again(court: Court) -> None:
    with transaction.atomic():
        fitted(court, make_picture())
        transaction.set_rollback(True)
    fitted(court, make_picture())
    assert FittedMedium.objects.count() == 1


def test_courts_share_no_pictures(court: Court) -> None:
    other = make_court()
    medium = fitted(court, make_picture())
    with pytest.raises(MediumLost):
        read(other.pk, medium.sha256)


def test_a_lost_file_is_fitted_again(court: Court) -> None:
    medium = fitted(court, make_picture())
    Path(private_storage().path(FittedMedium.objects.get().file.name)).unlink()
    assert read(court.pk, fitted(court, make_picture()).sha256) == read(court.pk, medium.sha256)


def test_a_changed_file_is_not_given_out(court: Court) -> None:
    medium = fitted(court, make_picture())
    Path(private_storage().path(FittedMedium.objects.get().file.name)).write_bytes(make_picture(colour="red"))
    with pytest.raises(MediumLost, match="changed"):
        read(court.pk, medium.sha256)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd"])
def test_a_name_that_leads_out_of_the_store_is_refused(court: Court, name: str) -> None:
    with pytest.raises(MediumLost):
        read(court.pk, name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no picture"),
        (b"not a picture at all", "no picture"),
        (b"%PDF-1.7 ...", "no picture"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (make_picture((400, 400), "JPEG")[:700], "damaged"),
        (noise((64, 64))[:4000], "damaged"),
        (a_bomb(), "pixels"),
        (b"\0" * 40_000_001, "MB"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_a_reason(court: Court, data: bytes, words: str) -> None:
    with pytest.raises(UnfitMedium, match=words):
        fitted(court, data)


def test_a_moving_picture_is_refused(court: Court) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(UnfitMedium, match="moves"):
        fitted(court, out.getvalue())


def test_a_refused_picture_leaves_nothing_behind(court: Court, tmp_path: Path) -> None:
    with pytest.raises(UnfitMedium):
        fitted(court, b"junk")
    assert (FittedMedium.objects.count(), list(tmp_path.rglob("*"))) == (0, [])
