import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from approvals.domain.order_files import ENDINGS, media_type, plain_name


def picture(form):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("TIFF"), "image/tiff"),
        ("Naloženo je:\n\tništa.".encode(), "text/plain"),
        ("\ufeffأمر".encode(), "text/plain"),
        (b"PK\x03\x04\x14\x00", ""),
        (b"MZ\x90\x00", ""),
        (b"\x89PNG\r\n\x1a\nbroken", ""),
        (picture("GIF"), ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_the_kind_is_read_from_the_bytes(data, kind):
    assert media_type(data) == kind


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data):
    assert media_type(data) in {"", *ENDINGS}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("order.exe", "order.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\orders\\Beschluss Nr. 4.docx", "Beschluss Nr. 4.pdf"),
        ('a"\r\nX: b.pdf', 'a"X: b.pdf'),
        ("", "order.pdf"),
        ("…/...", "order.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_has_no_folder_and_the_ending_of_its_bytes(name, kept):
    assert plain_name(name, "application/pdf") == kept
