"""What came of a file, in Swedish sentences for whoever stands at the server."""

from collections.abc import Sequence

from webapp.past.service import Taken
from webapp.past.values import Doubted, Odd, Refused, Why
from webapp.past.values.reading import COURSES, GKS, LONGEST_NAME, MOST_FAULTS, MOST_ROWS

WHY = {
    Why.TOO_LARGE: "Filen är större än 10 MB. Dela upp den.",
    Why.TOO_MANY_ROWS: f"Filen har fler än {MOST_ROWS} rader. Dela upp den.",
    Why.NOT_A_TABLE: "Det är inte en textfil med rader. Spara kalkylarket som CSV UTF-8.",
    Why.HEADINGS: f"Rubrikerna ska vara {';'.join(COURSES)} eller {';'.join(GKS)}, med semikolon mellan.",
    Why.EMPTY: "Filen är tom.",
    Why.QUOTES: "Ett citattecken öppnas utan att stängas, eller står på fel ställe.",
    Why.LETTERS: "Raden har tecken som inte går att läsa. Spara kalkylarket som CSV UTF-8.",
    Why.CELLS: "Raden har inte lika många celler som rubrikraden.",
    Why.NO_NAME: "Kursens namn saknas.",
    Why.LONG_NAME: f"Kursens namn är längre än {LONGEST_NAME} tecken.",
    Why.PERSONAL_NUMBER: "Det ser ut som ett personnummer. Sådana sparas inte här.",
    Why.NOT_A_DAY: "Det är inte ett datum. Skriv det som 2021-03-15 eller 210315.",
    Why.NO_DAY: "Datum saknas.",
    Why.NOT_A_NUMBER: "Det är inte ett antal. Skriv ett helt tal, utan mellanrum.",
    Why.MORE_THAN_ALL: "Det blir fler än alla deltagare.",
    Why.SEX: "Skriv kvinna, man eller annat, eller lämna cellen tom.",
    Why.TWICE: "Kursen står på två rader.",
    Why.OTHERWISE: "Kursen finns redan, med andra uppgifter. Inget skrivs över.",
    Why.NO_SUCH_COURSE: "Kursen finns inte här. Läs in kurserna först.",
    Why.NOTHING_TO_CONFIRM: "Raden är inte en av dem som behöver bekräftas.",
}
ODD = {
    Odd.BACKWARDS: "Datumen kommer i fel ordning.",
    Odd.FUTURE: "Ett datum ligger i framtiden.",
    Odd.LONG_AGO: "Ett datum ligger före 2004, då samordningsförbunden började.",
    Odd.LONG_COURSE: "Kursen är längre än ett halvår.",
    Odd.LONG_BETWEEN: "Det är mer än ett år mellan två datum.",
    Odd.BEFORE_COURSE: "GK börjar före kursen.",
    Odd.LONG_AFTER_COURSE: "GK börjar mer än ett år efter kursens slut.",
}


def refused(found: Sequence[Refused]) -> list[str]:
    """One sentence for each line, and that nothing was taken in."""
    lines = [f"Rad {one.line}{f', {one.heading}' if one.heading else ''}: {WHY[one.why]}" for one in found]
    more = [f"Läsningen slutade efter {MOST_FAULTS} fel."] if len(found) >= MOST_FAULTS else []
    return [*lines, *more, "Inget är inläst."]


def taken(found: Taken) -> list[str]:
    """What was added, what was here, and which lines wait."""
    said = [f"Inlästa kurser: {found.courses}. Inlästa GK: {found.gks}. Fanns redan: {found.known}."]
    return [*said, *(_doubt(one) for one in found.doubted), *(_how(found.doubted) if found.doubted else [])]


def _doubt(one: Doubted) -> str:
    return f"Rad {one.line} är inte inläst: {ODD[one.why]}"


def _how(doubted: Sequence[Doubted]) -> list[str]:
    return [f"Stämmer de ändå? Kör igen med {' '.join(f'--confirm {one.line}' for one in doubted[:10])} och läs samma fil."]
