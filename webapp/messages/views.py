"""Where the gateway for text messages reports how they went."""

from datetime import timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.messages import reports
from webapp.messages.reports import NoSuchMessage, Report, Settled
from webapp.security import throttle
from webapp.security.access import allow, from_a_machine
from webapp.storage import transaction

bp = Blueprint("messages", __name__)

#: One gateway reports for everybody, up to three times for each message.
MOST, PER = 6000, timedelta(minutes=10)


@bp.post("/r/<token>")
@allow(Door.OPEN)
@from_a_machine
def report(token: str) -> Response:
    """How one message went. Answered without a page, since nobody reads it; a gateway that is not told yes comes again."""
    at = clock.now()
    with transaction() as session:
        throttle.hit(session, "report", throttle.network(), most=MOST, per=PER, at=at)
    try:
        message_id, said = reports.message_of(token), Report(request.form.get("status", ""))
        with transaction() as session:
            reports.take(session, message_id, said, at=at)
    except NoSuchMessage:
        return Response(status=404)
    except Settled:
        return Response(status=409)
    except ValueError:
        return Response(status=400)
    return Response(status=204)
