"""In the room: the code on the wall leads here, and a phone that nobody knows gets a ballot by two words."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import sheet
from webapp.chat.views.survey import Reply
from webapp.chat.views.survey_blueprint import bp
from webapp.chat.views.survey_standing import ballot_for, begin_with, bring, mine, standing
from webapp.course_survey import queries as surveys
from webapp.course_survey.models import SurveyRound
from webapp.ground import clock
from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.invitations import ballots, service
from webapp.invitations import queries as links
from webapp.invitations.models import Ballot, BallotWords
from webapp.language import choose
from webapp.logs import SURVEY_DOORS
from webapp.people import queries as people
from webapp.security import pocket
from webapp.security.access import allow
from webapp.storage import reading, transaction

#: The ways in: the address on the wall, as short as it can be, and the personal link.
doors = Blueprint(SURVEY_DOORS, __name__)


@doors.get("/e/<code>")
@allow(Door.OPEN)
def short(code: str) -> Response:
    return redirect(url_for("survey.room", code=code.lower()), 303)


@doors.post("/m/<token>/enkat")
@allow(Door.OPEN)
def from_link(token: str) -> Reply:
    """Whoever holds a personal link may answer for that person. No session begins, so nothing is written about when."""
    link = links.link_behind(reading(), token)
    if link is None or not links.opens(reading(), link, at=clock.now()):
        return redirect(url_for("invitations.landing", token=token), 303)
    found = ballot_for(link.participant_id)
    way = make_response(bring(*found) if found else redirect(_nothing_left(link.participant_id), 303))
    if chosen := _chosen_or_hers(link.participant_id):
        choose.remember(way, chosen)
    return way


@bp.get("/rum/<code>")
@allow(Door.OPEN)
def room(code: str) -> Reply:
    """A phone that is known goes straight on; any other may ask for two words."""
    row = surveys.behind_code(reading(), code)
    if row is None:
        return _no_round()
    begun, known = standing(), mine()
    return render_template(
        "chat/survey/room.html",
        code=code,
        part=row.part.value,
        begun=begun if begun and begun.row.id == row.id else None,
        known=known is not None and known[0].id == row.id,
    )


@bp.post("/rum/<code>")
@allow(Door.OPEN)
def wait(code: str) -> Reply:
    """Give this phone two words. Whatever was answered on it before is not for the next person."""
    with transaction() as session:
        row = surveys.behind_code(session, code)
        if row is None:
            return _no_round()
        secret = service.wait_in_room(session, row.id, held=pocket.carried(pocket.WORDS), at=clock.now())
    way = redirect(url_for(".words", code=code), 303)
    sheet.forget(way)
    pocket.put(way, pocket.WORDS, secret)
    return way


@bp.get("/rum/<code>/ord")
@allow(Door.OPEN)
def words(code: str) -> Reply:
    """The two words, large. With `vanta` the button was pressed before the leader did, which is no fault."""
    found = _waiting(code)
    if found is None:
        return redirect(url_for(".room", code=code), 303)
    return render_template("chat/survey/words.html", code=code, words=found[1].words, too_early="vanta" in request.args)


@bp.post("/rum/<code>/ord")
@allow(Door.OPEN)
def collect(code: str) -> Reply:
    """Go on, if the leader has said whose phone this is."""
    with transaction() as session:
        row = surveys.behind_code(session, code)
        handed = service.collect(session, row.id, pocket.carried(pocket.WORDS), at=clock.now()) if row else None
    if row is None or (_waiting(code) is None and handed is None):
        return redirect(url_for(".room", code=code), 303)
    if handed is None:
        return redirect(url_for(".words", code=code, vanta=1), 303)
    way = make_response(begin_with(row, handed))
    pocket.take(way, pocket.WORDS)
    if chosen := _chosen_or_hers(reading().get_one(Ballot, handed.ballot_id).participant_id):
        choose.remember(way, chosen)
    return way


def _nothing_left(participant_id: UUID) -> str:
    """Where somebody is led who has nothing to answer: she has answered already, or nothing is asked."""
    row = ballots.asked_round(reading(), participant_id)
    return url_for("survey.already", box=row.number) if row else url_for("survey.begin")


def _waiting(code: str) -> tuple[SurveyRound, BallotWords] | None:
    row = surveys.behind_code(reading(), code)
    found = ballots.words_of(reading(), row.id, pocket.carried(pocket.WORDS), at=clock.now()) if row else None
    return (row, found) if row and found else None


def _chosen_or_hers(participant_id: UUID) -> Locale | None:
    """The language to keep on this phone: hers, unless another was chosen here."""
    person = people.participant(reading(), participant_id)
    return choose.offered(person.locale) if person and not request.cookies.get(choose.COOKIE) else None


def _no_round() -> tuple[str, int]:
    return render_template("chat/survey/no_round.html"), 404
