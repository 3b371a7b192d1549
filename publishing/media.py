"""Fitting pictures to a network: nothing but the picture leaves, and the same picture always gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from PIL import ExifTags, Image, ImageCms, ImageOps

from publishing.domain.limits import Limits
from publishing.domain.message import Medium
from publishing.ground.models import Court
from publishing.ground.saying import said
from publishing.models import FittedMedium, private_storage

READABLE = ("JPEG", "PNG", "WEBP", "GIF")
SOURCE_BYTES = 40_000_000
SOURCE_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = SOURCE_PIXELS // 2  # at twice that every reader of Pillow refuses, before it unpacks anything
QUALITIES = (90, 85, 80, 75, 70, 60)
SMALLER = 0.85
SMALLEST_SIDE = 64
RECIPE = "1"  # rises whenever the same picture may come out as other bytes
CACHE_SECONDS = 86_400


class UnfitMedium(Exception):
    """Data that cannot become a picture for a network. The text says in plain words why and what to do."""


class NoPicture(UnfitMedium):
    """Data of no kind that is read."""


class MediumLost(Exception):
    """The stored bytes of a fitted picture are gone or are no longer those that were approved."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a picture carries: MIME type, size in bytes, sides in pixels as seen upright, and what else is inside."""

    mime: str
    size: int
    width: int
    height: int
    has_gps: bool
    has_exif: bool
    animated: bool


@dataclass(frozen=True, slots=True)
class _Fitted:
    data: bytes
    mime: str
    width: int
    height: int


def media_facts(data: bytes) -> MediaFacts:
    """What `data` carries before fitting. Raises UnfitMedium when it is no readable picture."""
    image = _open(data)
    exif = image.getexif()
    width, height = image.size
    if exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8):
        width, height = height, width
    return MediaFacts(
        mime="image/jpeg" if image.format == "MPO" else Image.MIME[image.format or ""],
        size=len(data),
        width=width,
        height=height,
        has_gps=bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        has_exif=bool(exif),
        animated=_moves(image),
    )


def still(data: bytes) -> tuple[Image.Image, str]:
    """The picture alone, upright, RGB or RGBA in sRGB, with nothing else inside, and its format (JPEG, PNG, WEBP, GIF).

    Raises UnfitMedium when it moves, is damaged, too large, or no picture.
    """
    image = _open(data)
    if _moves(image):
        raise UnfitMedium(_("The picture moves. Save one frame of it as PNG or JPEG, and add that."))
    return _upright(image), "JPEG" if image.format == "MPO" else image.format or ""


def fit(*, court: Court, data: bytes, alt: str, limits: Limits) -> Medium:
    """The picture as `limits` takes it, stored once a court, and its Medium.

    Deterministic: equal `data` and limits give equal bytes. All metadata goes (place, camera, colour profile after
    conversion to sRGB); EXIF orientation is applied. Raises UnfitMedium with plain words.
    """
    key = _cache_key(court, data, limits)
    known = cache.get(key)
    if known is None or not _is_stored(court, known["sha256"]):
        known = _fit_and_store(court, data, limits)
        cache.set(key, known, CACHE_SECONDS)
    return Medium(**known, alt=alt)


def read(court_id: int, sha256: str) -> bytes:
    """The bytes of a fitted picture, proved by their digest; asks no database. Raises MediumLost."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise MediumLost(said(gettext_noop("A picture is named by the 64 hex digits of its SHA-256.")))
    try:
        with private_storage().open(_name(court_id, sha256)) as file:
            data: bytes = file.read()
    except OSError as error:
        raise MediumLost(said(gettext_noop("The picture %(name)s… is not in the store."), name=sha256[:12])) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise MediumLost(said(gettext_noop("The picture %(name)s… in the store was changed."), name=sha256[:12]))
    return data


def _cache_key(court: Court, data: bytes, limits: Limits) -> str:
    box = (limits.image_bytes, limits.image_px, limits.image_side, limits.image_types)
    named = hashlib.sha256(repr((RECIPE, court.pk, box)).encode() + data)
    return f"fitted:{named.hexdigest()}"


def _is_stored(court: Court, sha256: str) -> bool:
    """Both the row, which a rolled-back transaction takes away again, and the file."""
    stored = FittedMedium.objects.filter(court=court, sha256=sha256).exists()
    return stored and private_storage().exists(_name(court.pk, sha256))


def _fit_and_store(court: Court, data: bytes, limits: Limits) -> dict[str, str | int]:
    fitted = _fitted(data, limits)
    sha256 = hashlib.sha256(fitted.data).hexdigest()
    _write(_name(court.pk, sha256), fitted.data)
    facts: dict[str, str | int] = {
        "mime": fitted.mime,
        "width": fitted.width,
        "height": fitted.height,
        "size": len(fitted.data),
    }
    FittedMedium.objects.get_or_create(court=court, sha256=sha256, defaults={**facts, "file": _name(court.pk, sha256)})
    return {"sha256": sha256, **facts}


def _name(court_id: int, sha256: str) -> str:
    return f"fitted/{court_id}/{sha256[:2]}/{sha256}"


def _write(name: str, data: bytes) -> None:
    path = Path(private_storage().path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


# --- pictures ---------------------------------------------------------------------------------


def _fitted(data: bytes, limits: Limits) -> _Fitted:
    upright, kind = still(data)
    lossless = kind in ("PNG", "GIF")
    for mime, encoded, size in _candidates(upright, limits, lossless=lossless):
        if len(encoded) <= limits.image_bytes:
            return _Fitted(encoded, mime, *size)
    raise UnfitMedium(_("The picture cannot be made small enough. Crop it, or choose another one."))


def _moves(image: Image.Image) -> bool:
    return image.format != "MPO" and getattr(image, "n_frames", 1) > 1  # MPO: a photograph with its own thumbnails


def _open(data: bytes) -> Image.Image:
    if len(data) > SOURCE_BYTES:
        raise UnfitMedium(
            _("The picture has %(size)d MB. Save it with at most %(limit)d MB.")
            % {"size": len(data) // 1_000_000, "limit": SOURCE_BYTES // 1_000_000}
        )
    if b"<svg" in data[:4096].lower():
        raise UnfitMedium(_("SVG drawings can hold scripts and are refused by networks. Save it as PNG, and add that."))
    image = _identified(data)
    if image.width * image.height > SOURCE_PIXELS:
        raise UnfitMedium(
            _("The picture has %(width)d × %(height)d pixels. Save it smaller, and add that.")
            % {"width": image.width, "height": image.height}
        )
    return _loaded(image)


def _identified(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=READABLE)
    except Image.DecompressionBombError as error:
        raise UnfitMedium(_("The picture has far too many pixels. Save it smaller, and add that.")) from error
    except Exception as error:  # Pillow's readers raise whatever malformed data makes them raise
        raise NoPicture(_("This file is no picture that can be sent. Use JPEG, PNG, WebP or GIF.")) from error


def _loaded(image: Image.Image) -> Image.Image:
    try:
        image.load()
    except Exception as error:  # as above
        raise UnfitMedium(_("The picture is damaged or cut short. Save it once more, and add it again.")) from error
    return image


def _upright(image: Image.Image) -> Image.Image:
    """RGB or RGBA in sRGB, orientation applied, with nothing else inside."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        turned = turned.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    coloured = _to_srgb(turned, mode)
    bare = Image.frombytes(coloured.mode, coloured.size, coloured.tobytes())
    if mode == "RGBA" and bare.getchannel("A").getextrema() == (255, 255):
        return bare.convert("RGB")
    return bare


def _to_srgb(image: Image.Image, mode: str) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            kept = mode if mode == image.mode else "RGB"
            converted = ImageCms.profileToProfile(image, source, target, outputMode=kept)
            if converted is not None:
                return converted.convert(mode)
    return image.convert(mode)


def _candidates(image: Image.Image, limits: Limits, *, lossless: bool) -> Iterator[tuple[str, bytes, tuple[int, int]]]:
    """Encodings from the best to the smallest: first the quality goes down, then the size."""
    fitting = _within(image, limits)
    while True:
        size = 0
        for mime, encoded in _encodings(fitting, limits, lossless=lossless):
            size = len(encoded)
            yield mime, encoded, fitting.size
        scale = min(SMALLER, (limits.image_bytes / size) ** 0.5)
        if max(fitting.size) * scale < SMALLEST_SIDE:
            return
        fitting = _resized(image, scale * fitting.width / image.width)


def _encodings(image: Image.Image, limits: Limits, *, lossless: bool) -> Iterator[tuple[str, bytes]]:
    as_png = "image/png" in limits.image_types
    if as_png and (lossless or image.mode == "RGBA"):
        yield "image/png", _png(image)
    if image.mode == "RGB" or not as_png:
        opaque = _on_white(image)
        for quality in QUALITIES:
            yield "image/jpeg", _jpeg(opaque, quality)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _within(image: Image.Image, limits: Limits) -> Image.Image:
    width, height = image.size
    scale = min(1.0, limits.image_side / max(width, height), (limits.image_px / (width * height)) ** 0.5)
    if scale == 1.0:
        return image
    return _resized(image, scale)


def _resized(image: Image.Image, scale: float) -> Image.Image:
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
    return out.getvalue()
