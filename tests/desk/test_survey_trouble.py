"""Opening the survey when something is in the way: no key, no worker, another leader, a newcomer, a phone that sends."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.course_survey.classroom import QUESTIONS_A, stock_keys
from tests.course_survey.test_lost_keys import give_up, lose
from tests.desk.survey_desk import SurveyDesk
from tests.people import some
from tests.support.fixtures import START, both_databases
from tests.support.together import together
from webapp import boxes
from webapp.chat import effects
from webapp.course_survey import service
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.values import Part, RoundState
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.invitations.service import Handed

OPEN, CLOSE, TIMES = "Öppna nu: Del A", "Stäng nu: Del A", "Ändra tiderna: Del A"
YES = "Ja, öppna enkäten"


def test_without_a_key_it_does_not_open_and_says_what_to_do(survey_desk: SurveyDesk) -> None:
    maj = survey_desk.sits()
    assert "ingen nyckel ligger klar" in maj.get(survey_desk.page).text
    maj.click(OPEN)
    page = maj.send(YES, status=409)
    assert "Enkäten öppnades inte." in page.text
    assert survey_desk.rounds() == {}
    assert survey_desk.audited() == []
    assert "Någon måste se till det här." in maj.get("/enkater").text


def test_trouble_is_never_a_silent_nought(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    round_id, _ = survey_desk.opens()
    maj = survey_desk.sits()
    assert "Det här måste någon se till." not in maj.get(survey_desk.page).text
    with survey_desk.elsewhere() as session:
        session.execute(update(BoxKey).values(probe_failed=True))
    assert "Lådans nyckel går inte att nå just nu." in maj.get(survey_desk.page).text
    assert "Därför kan ingen skicka sina svar nu." in maj.get(survey_desk.page).text
    with survey_desk.elsewhere() as session:
        session.execute(update(BoxKey).values(probe_failed=False))
        service.close(session, round_id, at=START)
    assert "Det här måste någon se till." not in maj.get(survey_desk.page).text
    clock.shift(timedelta(minutes=6))
    assert "Lådan är stängd men har inte kunnat öppnas." in maj.get(survey_desk.page).text


def test_a_worker_that_stands_still_is_seen(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    _, _ = survey_desk.opens()
    with survey_desk.elsewhere() as session:
        rows = invitations.planned(session, survey_desk.room.course)
        service.schedule(session, rows[Part.B].id, opens_at=START + timedelta(hours=1), closes_at=START + timedelta(hours=9))
        service.schedule(session, rows[Part.A].id, opens_at=START, closes_at=START + timedelta(hours=1))
    clock.shift(timedelta(hours=1, minutes=6))
    page = survey_desk.sits().get(survey_desk.page)
    assert "Enkäten skulle ha stängts av sig själv." in page.texts("section")[0]
    assert "Enkäten skulle ha öppnats av sig själv." in page.texts("section")[1]


@both_databases
def test_two_leaders_who_open_at_once_open_one_box(survey_desk: SurveyDesk) -> None:
    stock_keys(survey_desk.app)
    course = survey_desk.room.course
    faults = together(
        survey_desk.app,
        lambda session: invitations.open_survey(session, course, Part.A, at=START),
        lambda session: invitations.open_survey(session, course, Part.A, at=START),
    )
    assert faults == ["AlreadyOpened"]
    assert len(survey_desk.ballots()) == 6


@both_databases
def test_whoever_sends_while_it_closes_is_in_the_box_or_is_told(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    with survey_desk.elsewhere() as session:
        found = [ballots.ballot_of(session, round_id, person) for person in survey_desk.room.people[:2]]
        first, second = (Handed(ballot.id, None) for ballot in found if ballot)
    answers = dict.fromkeys(QUESTIONS_A, "4")
    sent_first = together(
        survey_desk.app,
        lambda session: effects.send(session, first, round_id, QUESTIONS_A, answers),
        lambda session: service.close(session, round_id, at=START),
    )
    assert (sent_first, survey_desk.envelopes(), survey_desk.rounds()[Part.A]) == ([], 1, RoundState.CLOSED)
    with pytest.raises(effects.RoundShut), survey_desk.elsewhere() as session:
        effects.send(session, second, round_id, QUESTIONS_A, answers)
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (1, 1)


@both_databases
def test_whoever_joins_while_it_opens_has_a_ballot(survey_desk: SurveyDesk) -> None:
    stock_keys(survey_desk.app)
    course = survey_desk.room.course

    def joins(session: Session) -> None:
        person = some.a_person(session, course, "Amal", "070-1740699")
        invitations.newcomer(session, course, person.id)

    together(survey_desk.app, lambda session: invitations.open_survey(session, course, Part.A, at=START), joins)
    assert len(survey_desk.ballots()) == 7


def test_a_survey_whose_box_was_given_up_is_not_held_again(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    """`docs/kursledare.md`: "Enkäten går inte att göra om." No page opens it, no form that waited, and no time."""
    stock_keys(survey_desk.app)
    maj, waiting = survey_desk.sits(), survey_desk.sits()
    for desk in (maj, waiting):
        desk.get(survey_desk.page)
        desk.click(OPEN)
    maj.send(YES)
    with survey_desk.elsewhere() as session:
        round_id = session.scalars(select(SurveyRound.id).where(SurveyRound.part == Part.A)).one()
    lose(survey_desk.app, round_id)
    give_up(survey_desk.app, 1)
    stock_keys(survey_desk.app)
    assert [one for one in maj.get(survey_desk.page).texts("section a, section button") if "Del A" in one] == []
    for path in ("oppna", "tider"):
        assert maj.get(f"{survey_desk.page}/a/{path}").url == survey_desk.page
    assert waiting.send(YES).url == survey_desk.page
    clock.shift(timedelta(days=100))
    with survey_desk.app.app_context():
        boxes.follow_times()
    assert survey_desk.rounds()[Part.A] is RoundState.GIVEN_UP
