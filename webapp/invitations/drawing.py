"""The link as a drawing that a camera reads."""

import segno
from markupsafe import Markup

from webapp.language import t


def qr_svg(address: str) -> Markup:
    """A QR code as inline SVG, black on white in every mode, with a text for those who do not see it. Print the address beside it."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    said = Markup('<svg role="img" aria-label="{}"').format(t("invitations.qr", "QR-kod som öppnar länken"))
    return said + Markup(drawn.removeprefix("<svg"))  # noqa: S704 - drawn by segno from our own address
