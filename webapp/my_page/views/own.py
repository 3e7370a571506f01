"""Min sida: what to do now, the next meeting, my staircase, my consents, who has read."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.assessments import queries as assessments
from webapp.chat import queries as chat
from webapp.chat.who import agency_name
from webapp.consent.values import Decision, Purpose
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import ballots
from webapp.language import spoken_locale
from webapp.my_page import queries, service, showing
from webapp.my_page.about import decision_in_words, purpose_in_words
from webapp.my_page.blueprint import bp
from webapp.my_page.visitor import me
from webapp.plan import queries as plans
from webapp.reminders import appointments
from webapp.security.access import allow, visitor
from webapp.staircase import queries as staircase
from webapp.staircase.wording import hours_in_words, in_words, written_in_words
from webapp.storage import reading, transaction


@bp.get("/min-sida")
@allow(Door.DEVICE)
def home() -> str:
    participant = me()
    card = queries.next_meeting(reading(), participant, clock.now())
    return render_template(
        "my_page/home.html",
        participant=participant,
        tasks=queries.tasks(reading(), participant.id, clock.now()),
        card=card,
        cancelled=assessments.cancelled_ahead(reading(), participant.id, clock.now()),
        reply=card and appointments.reply_to(reading(), participant.id, card.key, card.held_on, card.begins),
        placement=staircase.latest(reading(), participant.id),
        shared=queries.shared(reading(), participant.id),
        in_words=in_words,
        written_in_words=written_in_words,
        can_answer=bool(ballots.open_rounds(reading(), participant.id)),
        own_phone=visitor().own_phone,
        plan=plans.in_force(reading(), participant.id),
    )


@bp.get("/min-sida/trappan")
@allow(Door.DEVICE)
def my_staircase() -> str:
    participant = me()
    shared, versions = queries.shared(reading(), participant.id), staircase.versions(reading(), participant.id)
    return render_template(
        "my_page/my_staircase.html",
        versions=versions,
        entered=queries.entered(reading(), [one.entered_by for one in versions]),
        shared=shared,
        offered={} if shared else showing.offered(reading(), participant.id),
        drafts=queries.drafts(reading(), participant.id),
        begun=chat.open_flows(reading(), participant.id),
        stopped=queries.stopped_at(reading(), participant.id),
        in_words=in_words,
        hours_in_words=hours_in_words,
        written_in_words=written_in_words,
    )


@bp.get("/min-sida/trappan/visa")
@allow(Door.DEVICE)
def show() -> str:
    """A picture to show or to print: nothing on it but the staircase, and what she wrote."""
    placement = staircase.latest(reading(), me().id)
    if placement is None:
        abort(404)
    words = {"in_words": in_words, "hours_in_words": hours_in_words, "written_in_words": written_in_words}
    return render_template("my_page/show.html", placement=placement, **words)


@bp.get("/min-sida/trappan/sluta-visa")
@allow(Door.DEVICE)
def ask_stop_showing() -> str:
    return render_template("my_page/stop_showing.html", shared=queries.shared(reading(), me().id))


@bp.post("/min-sida/trappan/sluta-visa")
@allow(Door.DEVICE)
def stop_showing() -> Response:
    participant_id = me().id
    with transaction() as session:
        service.stop_showing(session, participant_id, locale=spoken_locale().id, at=clock.now())
    return _home_of("my_page.my_staircase")


@bp.get("/min-sida/samtycken")
@allow(Door.DEVICE)
def consents() -> str:
    return render_template(
        "my_page/consents.html",
        consents=queries.consents(reading(), me().id),
        receipts=queries.receipts(reading(), me().id),
        Decision=Decision,
        purpose_in_words=purpose_in_words,
        decision_in_words=decision_in_words,
    )


@bp.get("/min-sida/samtycken/<purpose>/ta-tillbaka")
@allow(Door.DEVICE)
def ask_withdraw(purpose: str) -> str | Response:
    """Whether she wants to. Without a yes there is nothing to ask about, as after Back: her consents say how it stands."""
    chosen = _purpose(purpose)
    entry = queries.consents(reading(), me().id)[chosen]
    if entry is None or entry.decision is not Decision.GIVEN:
        return _home_of("my_page.consents")
    return render_template("my_page/withdraw.html", purpose=chosen, entry=entry, purpose_in_words=purpose_in_words)


@bp.post("/min-sida/samtycken/<purpose>/ta-tillbaka")
@allow(Door.DEVICE)
def withdraw(purpose: str) -> Response:
    chosen, participant_id = _purpose(purpose), me().id
    with transaction() as session:
        service.withdraw(session, participant_id, chosen, locale=spoken_locale().id, at=clock.now())
    return _home_of("my_page.consents")


@bp.get("/min-sida/vem-har-last")
@allow(Door.DEVICE)
def readings() -> str:
    return render_template("my_page/readings.html", readings=queries.readings(reading(), me().id), agency_name=agency_name)


def _purpose(word: str) -> Purpose:
    try:
        return {"secrecy": Purpose.SECRECY, "statistics": Purpose.STATISTICS}[word]
    except KeyError:
        abort(404)


def _home_of(endpoint: str) -> Response:
    return redirect(url_for(endpoint), 303)
