"""Pages of the anonymous survey. None is logged, and every one goes out in the one size of its kind, so that no length tells an answer."""

from flask import Blueprint, Response, g, request

from webapp.chat.views.survey_packing import PACKINGS, filled_plain
from webapp.logs import SURVEY
from webapp.parts import is_part_of_a_page, leave_out_the_frame

bp = Blueprint(SURVEY, "webapp.chat", url_prefix="/enkat", template_folder="templates")


def holds_answers() -> None:
    """The page under way shows what was answered."""
    g.holds_answers = True


@bp.after_request
def fill(response: Response) -> Response:
    """Give every page the one size. A way to another page has no body."""
    if response.status_code == 303 or response.direct_passthrough:
        return response
    plain = leave_out_the_frame(response).get_data()
    if way := next((way for way in PACKINGS if request.accept_encodings.quality(way)), None):
        sizes = PACKINGS[way].answers if "holds_answers" in g else PACKINGS[way].pages
        response.set_data(PACKINGS[way].fill(plain, sizes.part if is_part_of_a_page() else sizes.whole))
        response.headers["Content-Encoding"] = way
    else:
        response.set_data(filled_plain(plain))
    response.headers["Vary"] = "Accept-Encoding"
    return response
