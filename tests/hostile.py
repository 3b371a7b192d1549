"""Files that mean harm, made here: none of them lies in the tree."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib

from PIL import ExifTags, Image, PngImagePlugin

from tests.factories import make_picture

SCRIPT = b"<script>alert('kanarek')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PLACE = (45.0, 48.0, 31.0)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG with its length and sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes, body: bytes = b"\0") -> bytes:
    """A PNG that says it has these sides, whatever stands in it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """A sound PNG with one piece more, right after its head."""
    whole = make_picture()
    return whole[:33] + chunk(kind, data) + whole[33:]


def with_segment(marker: int, data: bytes) -> bytes:
    """A sound JPEG with one segment more, right after its beginning."""
    whole = make_picture(form="JPEG")
    return whole[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + whole[2:]


def moving(form: str) -> bytes:
    """Two frames."""
    out, frames = io.BytesIO(), [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def huge_jpeg() -> bytes:
    """A JPEG whose head says 65,500 by 65,500."""
    whole = bytearray(make_picture(form="JPEG"))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(whole)


def huge_webp() -> bytes:
    """A WebP whose head says 16,384 by 16,384."""
    whole = bytearray(make_picture(form="WEBP", mode="RGBA", colour=(1, 2, 3, 4), lossless=True))
    at = whole.index(b"VP8L") + 9
    whole[at : at + 4] = struct.pack("<I", 0x3FFF | 0x3FFF << 14)
    return bytes(whole)


def broken_sum() -> bytes:
    whole = bytearray(make_picture())
    whole[whole.index(b"IDAT") + 6] ^= 255
    return bytes(whole)


def photograph(**facts: object) -> bytes:
    """A JPEG that says where and with what it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kanarek 3000"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = b"kanarek-maker"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = PLACE
    return make_picture(size=(40, 20), form="JPEG", exif=exif.tobytes(), **facts)  # type: ignore[arg-type]


def with_zip(picture: bytes) -> bytes:
    """A picture that is an archive, too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("kanarek.html", SCRIPT.decode())
    return picture + out.getvalue()


def with_text() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SCRIPT.decode())
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>kanarek</x:xmpmeta>")
    return make_picture(pnginfo=told)


def with_palette() -> bytes:
    """A PNG whose 256 colours are words."""
    picture = Image.new("P", (32, 32))
    picture.putdata([n % 256 for n in range(1024)])
    picture.putpalette((SCRIPT * 24)[:768])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def pair() -> bytes:
    """A photograph with a second one inside."""
    out, frames = io.BytesIO(), [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    return out.getvalue()


# name of the case, name of the file, bytes, what the person reads
REFUSED: list[tuple[str, str, bytes, str]] = [
    ("nothing", "x.png", b"", "empty"),
    ("words", "x.png", b"not a picture at all", "no picture"),
    ("page", "x.jpg", b"<!doctype html>" + SCRIPT, "no picture"),
    ("svg", "x.svg", SVG, "SVG"),
    ("svg named png", "x.png", SVG, "SVG"),
    ("svg after 3 kB of comment", "x.png", b"<!--" + b" " * 3000 + b"-->" + SVG, "SVG"),
    ("svg packed", "x.png", gzip.compress(SVG), "no picture"),
    ("pdf", "x.jpg", b"%PDF-1.7\n1 0 obj", "no picture"),
    ("program", "x.png", b"MZ\x90\0" + bytes(200), "no picture"),
    ("archive", "x.png", with_zip(b""), "no picture"),
    ("postscript", "x.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n", "no picture"),
    ("gif and script", "x.gif", make_picture(form="GIF") + b"=1;alert(1)//", "JPEG, PNG or WebP"),
    ("gif and script named png", "x.png", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "no picture"),
    ("bmp named png", "x.png", make_picture(form="BMP"), "no picture"),
    ("tiff named jpg", "x.jpg", make_picture(form="TIFF"), "no picture"),
    ("ico named png", "x.png", make_picture(form="ICO"), "no picture"),
    ("moving gif", "x.gif", moving("GIF"), "moves"),
    ("moving webp", "x.webp", moving("WEBP"), "moves"),
    ("moving png", "x.png", moving("PNG"), "moves"),
    ("half a jpeg", "x.jpg", make_picture((400, 400), "JPEG")[:700], "damaged"),
    ("half a png", "x.png", make_picture()[:60], "damaged"),
    ("half a webp", "x.webp", make_picture(form="WEBP")[:40], "no picture"),
    ("png with a wrong sum", "x.png", broken_sum(), "damaged"),
    ("png of 3.6 gigapixels", "x.png", png(60_000, 60_000), "pixels"),
    ("png of 144 megapixels", "x.png", png(12_000, 12_000), "pixels"),
    ("png of one endless line", "x.png", png(2_000_000_000, 1), "pixels"),
    ("png without sides", "x.png", png(0, 0), "no picture"),
    ("jpeg of 4.3 gigapixels", "x.jpg", huge_jpeg(), "pixels"),
    ("webp of 268 megapixels", "x.webp", huge_webp(), "pixels"),
    ("bomb of words", "x.png", with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000))), "no picture"),
    ("bomb of colours", "x.png", with_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(30_000_000))), "no picture"),
    ("png named svg", "x.svg", make_picture(), "Supported formats"),
    ("png named php", "x.php", make_picture(), "Supported formats"),
    ("png with a second ending", "x.png.html", make_picture(), "Supported formats"),
    ("png without an ending", "x", make_picture(), "Supported formats"),
    ("eleven megabytes", "x.png", make_picture() + bytes(11_000_000), "too big"),
]

# name of the case, name of the file, bytes, what must not be in what is stored
HARMLESS: list[tuple[str, str, bytes, tuple[bytes, ...]]] = [
    ("place and camera", "x.jpg", photograph(), (b"Kanarek", b"kanarek", b"Exif", b"GPS")),
    ("archive behind", "x.jpg", with_zip(make_picture(form="JPEG")), (b"PK\x03\x04", b"kanarek")),
    ("page behind", "x.png", make_picture() + SCRIPT, (SCRIPT,)),
    ("script in a comment", "x.jpg", with_segment(0xFE, SCRIPT), (SCRIPT, b"\xff\xfe")),
    ("script in words", "x.png", with_text(), (SCRIPT, b"kanarek", b"tEXt", b"iTXt")),
    ("script as colours", "x.png", with_palette(), (SCRIPT, b"PLTE")),
    ("script as profile", "x.jpg", make_picture(form="JPEG", icc_profile=SCRIPT * 9), (SCRIPT, b"ICC_PROFILE")),
    ("script in xmp", "x.webp", make_picture(form="WEBP", xmp=SCRIPT), (SCRIPT, b"XMP ")),
    ("a picture inside", "x.jpg", pair(), (b"MPF",)),
    ("a piece that nobody knows", "x.png", with_chunk(b"kaNa", SCRIPT), (SCRIPT, b"kaNa")),
    ("a way out", "../../../etc/passwd.png", with_text(), (b"passwd",)),
    ("a way out on windows", "..\\..\\boot.png", with_text(), (b"boot",)),
    ("turned letters", "x\u202egnp.exe.png", with_text(), (SCRIPT,)),
    ("three hundred letters", "k" * 300 + ".png", with_text(), (SCRIPT,)),
    ("markup in its name", "<img src=x onerror=alert(1)>.png", with_text(), (SCRIPT,)),
    ("a second header in its name", 'x"\r\nContent-Type: text/html.png', with_text(), (SCRIPT,)),
]
