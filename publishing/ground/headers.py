"""What a browser may do with an answer: content security policies, as data.

A page of the admin is `PAGE`. A page that is only read, by everybody, is `READ`. Whatever is no page is `FILE`.
"""

from __future__ import annotations

from csp.constants import NONE, SELF
from csp.utils import build_policy

Policy = dict[str, list[str] | bool]

# Nothing is allowed that does not stand here. No address of another host may ever be added.
PAGE: Policy = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
READ: Policy = PAGE | {"script-src": [NONE], "connect-src": [NONE], "form-action": [NONE]}
FILE: Policy = {
    "default-src": [NONE], "base-uri": [NONE], "form-action": [NONE], "frame-ancestors": [NONE], "sandbox": True,
}  # fmt: skip

NOTHING: list[str] = []
PERMISSIONS = dict.fromkeys(
    (
        "accelerometer", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
        "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
        "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
    ),
    NOTHING,
)  # fmt: skip


def written(policy: Policy) -> str:
    """The policy as the header's value, its directives in the order of the alphabet."""
    return "; ".join(sorted(build_policy(config=dict(policy)).split("; ")))
