"""What happens in the seven weeks, in order."""

from functools import partial

from tests.story.cast import AMAL, BIRGITTA, EIGHTH, GRACE, ROGER, SAMIRA, TOMAS, YUSUF
from tests.story.passing import Story

GK1 = (
    (BIRGITTA, "2027-03-02", "10.00"),
    (AMAL, "2027-03-03", "10.00"),
    (SAMIRA, "2027-03-04", "10.00"),
    (EIGHTH, "2027-03-04", "13.00"),
    (GRACE, "2027-03-04", "15.00"),
    (ROGER, "2027-03-05", "09.00"),
    (YUSUF, "2027-03-05", "13.00"),
)


def tell(story: Story) -> None:
    before_the_course(story)
    during_the_course(story)
    after_the_course(story)
    story.ends()


def before_the_course(story: Story) -> None:
    on, desk, phone = story.on, story.desk, story.phone
    on("2027-01-20", 10, "Maria makes the course, puts in the eight and says who their handlers are.", desk.begins)
    on("2027-01-20", 11, "Maria sends the links to the seven who have an address.", desk.invites)
    on("2027-01-20", 15, "Grace opens her link.", phone(GRACE).comes_in)
    on("2027-01-20", 16, "Grace says yes to the consent.", lambda: phone(GRACE).consents("give"))
    on("2027-01-21", 10, "Amal opens her link.", phone(AMAL).comes_in)
    on("2027-01-21", 11, "Amal says yes to the consent.", lambda: phone(AMAL).consents("give"))
    on("2027-01-21", 12, "Amal wants her reminders at noon.", phone(AMAL).wants_noon)
    on("2027-01-21", 19, "Roger opens his link.", phone(ROGER).comes_in)
    on("2027-01-21", 20, "Roger wants no reminders.", phone(ROGER).wants_none)
    on("2027-01-22", 11, "Tomas opens his link.", phone(TOMAS).comes_in)
    on("2027-01-22", 12, "Tomas says yes to the consent.", lambda: phone(TOMAS).consents("give"))
    on("2027-01-25", 10, "Birgitta opens her link.", phone(BIRGITTA).comes_in)
    on("2027-01-25", 11, "Birgitta says no to the consent.", lambda: phone(BIRGITTA).consents("refuse"))
    on("2027-01-26", 20, "Yusuf opens his link.", phone(YUSUF).comes_in)
    on("2027-01-26", 21, "Yusuf says yes to the consent.", lambda: phone(YUSUF).consents("give"))


def during_the_course(story: Story) -> None:
    on, desk, phone = story.on, story.desk, story.phone
    on("2027-02-02", 10, "Samira wants no more reminders.", phone(SAMIRA).stops)
    on("2027-02-09", 14, "Tomas cannot come to meeting 4.", phone(TOMAS).cannot_come)
    on("2027-02-10", 16, "Yusuf is ill. Maria pauses all messages to him.", lambda: desk.pauses(YUSUF))
    on("2027-02-11", 10, "Maria moves meeting 6 from Wednesday to Thursday 18 February.", lambda: desk.moves(6, "2027-02-18"))
    on("2027-02-24", 13, "Maria opens the survey at the last meeting.", desk.opens_survey)
    on("2027-02-24", 14, "Grace answers the survey in the room.", lambda: phone(GRACE).answers_survey(*"444444"))
    on("2027-02-24", 14, "Amal answers it in the room.", lambda: phone(AMAL).answers_survey(*"555555"))
    for who, day, begins in GK1:
        on("2027-02-24", 15, f"Anna books GK1 with {who.name}, {day} {begins}.", partial(desk.books, who, 1, day, begins))


def after_the_course(story: Story) -> None:
    on, desk, phone = story.on, story.desk, story.phone
    on("2027-03-01", 15, "Anna books GK1 with Tomas, for tomorrow 13.00.", lambda: desk.books(TOMAS, 1, "2027-03-02", "13.00"))
    on(
        "2027-03-02",
        11,
        "GK1 with Birgitta is over. Anna books GK2, 2027-03-15 10.00.",
        lambda: desk.books(BIRGITTA, 2, "2027-03-15", "10.00"),
    )
    on("2027-03-02", 12, "Amal cannot come to GK1, and says why.", lambda: phone(AMAL).cannot_come("لدي موعد آخر"))
    on("2027-03-02", 15, "GK1 with Tomas is over. Anna books GK2, 2027-03-11 13.00.", lambda: desk.books(TOMAS, 2, "2027-03-11", "13.00"))
    on("2027-03-02", 16, "Anna gives Amal another time tomorrow, 15.00.", lambda: desk.books(AMAL, 1, "2027-03-03", "15.00"))
    on("2027-03-03", 10, "Tomas is not ready to say where he is on the staircase.", lambda: phone(TOMAS).places("not-ready"))
    on("2027-03-03", 14, "The second part of the survey has opened. Grace answers it.", lambda: phone(GRACE).answers_survey("2"))
    on("2027-03-03", 16, "GK1 with Amal is over. Anna books GK2, 2027-03-17 10.00.", lambda: desk.books(AMAL, 2, "2027-03-17", "10.00"))
    on("2027-03-04", 11, "GK1 with Samira is over. Anna books GK2, 2027-03-12 10.00.", lambda: desk.books(SAMIRA, 2, "2027-03-12", "10.00"))
    on(
        "2027-03-04",
        14,
        "GK1 with the eighth is over. Anna books GK2, 2027-03-17 13.00.",
        lambda: desk.books(EIGHTH, 2, "2027-03-17", "13.00"),
    )
    on("2027-03-04", 16, "GK1 with Grace is over. Anna books GK2, 2027-03-16 10.00.", lambda: desk.books(GRACE, 2, "2027-03-16", "10.00"))
    on("2027-03-04", 20, "Grace says where she is on the staircase.", lambda: phone(GRACE).places("1-2"))
    on("2027-03-05", 10, "GK1 with Roger is over. Anna books GK2, 2027-03-18 09.00.", lambda: desk.books(ROGER, 2, "2027-03-18", "09.00"))
    on("2027-03-05", 14, "GK1 with Yusuf is over. Anna books GK2, 2027-03-18 13.00.", lambda: desk.books(YUSUF, 2, "2027-03-18", "13.00"))
    on("2027-03-09", 20, "Amal says where she is on the staircase.", lambda: phone(AMAL).places("2"))
