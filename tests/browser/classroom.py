"""A full room that answers the anonymous survey: phones that wait for a ballot, one that has been handed one, and a key in trouble."""

from flask import Flask
from sqlalchemy import update

from tests.browser.cast import House
from tests.people import some
from webapp import boxes
from webapp.course_survey.models import BoxKey
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.people.service import Newcomer, add_participants
from webapp.storage import transaction

NAMES = ("Amina", "Björn", "Dalia", "Edvin", "Fatima", "Göran", "Hilda", "Ibrahim", "Karl-Gustav", "Leyla", "Marie-Louise")
PHONES = 5


def open_survey(app: Flask, house: House) -> None:
    """Part A is open in one course with twelve people. In another it is planned, and in that one part B has lost its key."""
    with app.app_context():
        boxes.keep_keys()
        with transaction() as session:
            for number, name in enumerate(NAMES):
                some.a_person(session, house.asked, name, f"070-1740{640 + number}")
            add_participants(session, house.asked, [Newcomer(None, None, protected=True)])
            round_id = invitations.open_survey(session, house.asked, Part.A, at=clock.now()).id
            for _ in range(PHONES):
                invitations.wait_in_room(session, round_id, at=clock.now())
            phone = ballots.waiting_phones(session, round_id, at=clock.now())[0].id
            first = some.a_person(session, house.asked, "Nora", "070-1740660")
            invitations.hand(session, round_id, phone, first.id, at=clock.now())
            lost = invitations.open_survey(session, house.planned, Part.B, at=clock.now())
            session.execute(update(BoxKey).where(BoxKey.id == lost.key_id).values(probe_failed=True))
