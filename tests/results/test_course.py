"""What leaders see of their own course, and when."""

import re

import pytest

from tests.results import boxes
from tests.results.conftest import Office
from tests.results.reading import question, questions, standings
from tests.support.page import attribute
from webapp.course_survey.values import Part, RoundState


def test_leaders_of_the_course_see_it_and_nobody_else(office: Office) -> None:
    for leader in (office.maj, office.abbe):
        assert office.sits(leader).get(office.page).heading == "Enkätens resultat"
    for other, answer in ((office.stina, 404), (office.tor, 404), (office.ulf, 403), (office.rut, 403)):
        for path in (office.page, f"{office.page}/csv"):
            office.sits(other).get(path, answer)


def test_a_large_group_is_shown_answer_by_answer(office: Office) -> None:
    found = question(office.sits(office.maj).get(office.page), "Har du fått stöd på")
    assert found.rows == (
        ("Ofta eller mer\nMålet är minst 75 %. Det är inte nått.", "7 av 10", "70 %"),
        ("Ibland eller mer", "9 av 10", "90 %"),
        ("Alltid", "1 av 10", "10 %"),
        ("För det mesta", "2 av 10", "20 %"),
        ("Ofta", "4 av 10", "40 %"),
        ("Ibland", "2 av 10", "20 %"),
        ("Sällan", "1 av 10", "10 %"),
        ("Aldrig", "0 av 10", "0 %"),
        ("Medelvärde från 1 till 6", "", "4,0"),
    )


def test_a_small_group_is_shown_in_three_classes_without_a_mean(office: Office) -> None:
    found = question(office.sits(office.maj).get(office.page), "Har du fått vara med")
    assert found.notes == ("Färre än åtta har svarat. Därför visas svaren i grupper.",)
    assert found.rows == (
        ("Ofta eller mer", "2 av 6", "33 %"),
        ("Ibland eller mer", "4 av 6", "67 %"),
        ("Ofta, För det mesta, Alltid", "2 av 6", "33 %"),
        ("Ibland", "2 av 6", "33 %"),
        ("Aldrig, Sällan", "2 av 6", "33 %"),
    )


def test_yes_and_no_are_two(office: Office) -> None:
    found = question(office.sits(office.maj).get(office.page), "Har ni påbörjat")
    assert (found.notes, found.rows) == ((), (("Ja", "6 av 9", "67 %"), ("Nej", "3 av 9", "33 %")))


@pytest.mark.parametrize(
    ("begins", "why"),
    [
        ("Har stödet fått ta", "För få svar för att visas. Det behövs minst fem."),
        ("Känner du dig mer redo", "För lika svar för att visas."),
        ("Kommer det som är planerat", "För få svar för att visas. Det behövs minst fem."),
    ],
)
def test_what_is_held_back_says_why_and_nothing_more(office: Office, begins: str, why: str) -> None:
    page = office.sits(office.maj).get(office.page)
    found = question(page, begins)
    assert (found.notes, found.rows) == ((why,), ())
    assert len(page.all("svg.bar")) == sum(1 for one in questions(page) if one.rows)


def test_the_goal_is_a_line_and_a_sentence(office: Office) -> None:
    page = office.sits(office.maj).get(office.page)
    assert [one.question[:20] for one in questions(page) if "Målet" in "".join(map(str, one.rows))] == [
        "Har du fått stöd på ",
        "Har det stöd du fått",
    ]
    assert "Till stor del eller mer\nMålet är minst 75 %. Det är nått." in question(page, "Har det stöd du fått").rows[0]
    assert len(page.all("svg .aim")) == 2


#: A stroke down, a gap, and a stroke down again.
TWO_STROKES = re.compile(r"M[\d.]+ (\d+)v(\d+)m0 (\d+)v(\d+)")
FIGURE = 14


def test_the_line_of_the_goal_leaves_the_figure_free(office: Office) -> None:
    """It crosses both edges of the bar, and nothing between them where a figure may stand."""
    page = office.sits(office.maj).get(office.page)
    [baseline], [top], [height] = (
        {int(attribute(one, side)) for one in page.all(f"svg {kind}")}
        for kind, side in (("g text", "y"), ("rect", "y"), ("rect", "height"))
    )
    for line in page.all("svg .goal"):
        drawn = TWO_STROKES.fullmatch(attribute(line, "d"))
        assert drawn is not None
        begins, above, gap, below = map(int, drawn.groups())
        assert begins < top < begins + above <= baseline - FIGURE
        assert baseline < begins + above + gap < top + height < begins + above + gap + below


@pytest.mark.parametrize("where", ["page", "all"])
def test_what_is_printed_says_when_it_was_fetched(office: Office, where: str) -> None:
    who = office.maj if where == "page" else office.ulf
    assert office.sits(who).get(getattr(office, where)).texts("main .onlyprint") == ["Hämtat ur Mellansteg 18 januari 2027"]


def test_staff_in_english_read_the_official_swedish_too(office: Office) -> None:
    visit = office.sits(office.maj)
    visit.get(office.page)
    visit.send("English")
    page = visit.get(office.page)
    assert page.heading == "Results of the survey"
    assert question(page, "Har du fått stöd på ett sätt som är till stor nytta för dig?").rows[1][1:] == ("9 of 10", "90 %")
    assert {element.attrs.get("lang") for element in page.all(".result h3")} == {"sv"}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RoundState.PLANNED, "Enkäten är inte öppnad."),
        (RoundState.OPEN, "Enkäten är öppen. Resultatet kommer när den är stängd."),
        (RoundState.CLOSED, "Enkäten är stängd. Lådan med svaren är inte öppnad ännu."),
        (RoundState.WAITING, "Enkäten är stängd. Färre än fem svarade, så lådan väntar på att läggas ihop med andra."),
        (RoundState.EMPTIED, "Lådan öppnades tillsammans med andra. Svaren räknas i områdets resultat för halvåret."),
        (RoundState.BURNT, "Lådan är förstörd och öppnades aldrig. Svaren var för få."),
        (RoundState.GIVEN_UP, "Lådans nyckel är borta. Svaren gick inte att läsa, och de är förstörda."),
    ],
)
def test_until_there_are_figures_the_page_says_where_the_box_is(empty_office: Office, state: RoundState, said: str) -> None:
    with empty_office.elsewhere() as session:
        boxes.a_round(session, empty_office.area, empty_office.course, Part.A, state)
        # Others have answered, and so has a pool: nothing of it belongs here.
        boxes.a_box(session, empty_office.area, None, Part.A, boxes.OTHER[Part.A])
        boxes.a_box(session, empty_office.area, empty_office.other_course, Part.A, boxes.OTHER[Part.A])
    visit = empty_office.sits(empty_office.maj)
    page = visit.get(empty_office.page)
    assert standings(page) == [said, "Ingen enkät är planerad ännu."]
    assert not page.all("main table, main svg, main .links")
    assert not any(sign.isdigit() for one in standings(page) for sign in one)
    for kind in ("pdf", "csv", "xlsx"):
        visit.get(f"{empty_office.page}/{kind}", 404)
