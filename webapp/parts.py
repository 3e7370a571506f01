"""Of the next page, only what is new: a phone whose script says which frame it shows is not sent that frame again.

A page is split at `CUT`, in `page.html`: what stands between is by turns the frame (head, brand, languages, foot) and what belongs to this
page alone (title, the ways back, the question). The frame is known by its hash, so it can never be an old one.
"""

import hashlib

from flask import Flask, Response, request

CUT = "<!--|-->"
#: Where the frame's own hash goes in a whole page.
FRAME = 'data-frame=""'
HEADER = "X-Frame"
LENGTH = 8


def is_part_of_a_page() -> bool:
    """Whether it is a script that asks, to put the answer into a page that stands already."""
    return HEADER in request.headers


def leave_out_the_frame(response: Response) -> Response:
    """Join the page again, or only what is new in it. Done once; whatever is no page is left alone."""
    if response.direct_passthrough or response.content_encoding or response.mimetype != "text/html":
        return response
    pieces = response.get_data(as_text=True).split(CUT)
    if len(pieces) == 1:
        return response
    frame, new = pieces[0::2], pieces[1::2]
    shown = hashlib.sha256("".join(frame).encode()).hexdigest()[:LENGTH]
    if request.headers.get(HEADER) == shown:
        response.set_data("".join(new))
    else:
        response.set_data("".join(pieces).replace(FRAME, f'data-frame="{shown}"', 1))
    return response


def init_app(app: Flask) -> None:
    app.after_request(leave_out_the_frame)
