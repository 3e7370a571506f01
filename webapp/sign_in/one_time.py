"""Six-digit codes from an app (TOTP, RFC 6238): the key, the picture that hands it over, and which half-minute a code belongs to."""

import hmac
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

from webapp.language import t

ISSUER = "Mellansteg"
EVERY = 30
#: Half-minutes beside the present one: a phone whose clock is a little off.
BESIDE = (0, -1, 1)


def new_key() -> str:
    """160 bits, base32."""
    return pyotp.random_base32()


def step_of(key: str, code: str, *, after: int, at: datetime) -> int | None:
    """The half-minute whose code this is, when it is near and later than the last one used. Otherwise None."""
    now = int(at.timestamp()) // EVERY
    makes = pyotp.TOTP(key)
    steps = [now + beside for beside in BESIDE if now + beside > after]
    return next((step for step in steps if hmac.compare_digest(makes.generate_otp(step), code)), None)


def address(key: str, email: str) -> str:
    """What the app reads from the picture, or opens when it stands on the same phone."""
    return pyotp.TOTP(key).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(key: str, email: str) -> Markup:
    """The address as a QR code, black on white in every mode. Whoever cannot see it has the key as text."""
    drawn = segno.make_qr(address(key, email), error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    said = Markup('<svg role="img" aria-label="{}"').format(t("staff.totp.picture", "QR-kod för appen"))
    return said + Markup(drawn.removeprefix("<svg"))  # noqa: S704 - drawn by segno from our own key


def in_groups(key: str) -> str:
    """To be typed: four letters at a time."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
