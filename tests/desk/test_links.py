"""Sending people their links."""

from tests.desk.course_desk import CourseDesk
from tests.invitations.guests import messages
from tests.support.fixtures import both_databases


@both_databases
def test_pressing_twice_on_one_page_sends_once(desk: CourseDesk) -> None:
    person = desk.puts_in()
    maj = desk.sits(desk.maj)
    for sent, button in ((1, "Skicka länken"), (2, "Skicka länken igen")):
        maj.get(f"{desk.page}/deltagare/{person}")
        maj.send(button)
        maj.send_again()
        with desk.app.app_context():
            assert len(messages(desk.app)) == sent


def test_pressing_twice_on_the_course_sends_once_to_each(desk: CourseDesk) -> None:
    desk.puts_in()
    desk.puts_in("Bo", "070-1740606")
    maj = desk.sits(desk.maj)
    maj.get(desk.page)
    maj.send("Skicka länken till 2 som inte har fått den")
    maj.send_again()
    with desk.app.app_context():
        assert len(messages(desk.app)) == 2
