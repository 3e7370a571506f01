"""Every page as participants and staff meet it. A new page, or a new way for a page to look, is a line here."""

from uuid import UUID

from sqlalchemy.orm import Session

from tests.browser import gk_cast
from tests.browser.cast import (
    SAID,
    begun,
    done,
    in_course,
    lost_link,
    on_paper,
    put_off,
    says,
    stopped_reminders,
    stopped_showing,
    untouched,
    was_read,
    with_meetings,
    withdrawn,
    without_address,
    writes_in_boxes,
    wrong_person,
)
from tests.browser.stage import State
from tests.browser.survey_states import SURVEY
from tests.support.known import Known
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import service as invitations

SECRECY, STATISTICS, STAIRCASE = "consent-secrecy", "consent-statistics", "staircase"
LINK, GO = Door.LINK, "main .go"

NEW, MET = (untouched,), (with_meetings,)
PLANNED = (gk_cast.planned,)
COMES, CANNOT = (with_meetings, says("gk:1", coming=True)), (with_meetings, says("gk:1", coming=False))
CANNOT_COURSE = (says("course:8", coming=False),)
LOST, WRONG, PAPER = (lost_link,), (wrong_person,), (without_address,)
HALFWAY = (begun(SECRECY, "decide"), begun(STAIRCASE, "hours"))
SHOWS = (
    with_meetings,
    done(SECRECY),
    done(STATISTICS),
    done(STAIRCASE, share="show_both"),
    was_read,
    done(STAIRCASE, share="keep_private"),
)
REFUSED = (done(SECRECY, decide="refuse"), done(STATISTICS, decide="refuse"), done(STAIRCASE, place="not-ready"))
WITHDREW = (done(SECRECY), done(STAIRCASE, share="show_both"), withdrawn)
ON_PAPER = (done(SECRECY), on_paper)
STOPPED = (done(SECRECY), done(STAIRCASE, share="show_both"), stopped_showing)
AFTERWARDS = (in_course("over"), done(SECRECY), done(STATISTICS), done(STAIRCASE))
BOXES, NOT_READY = (with_meetings, writes_in_boxes), begun(STAIRCASE, "share", place="not-ready")


def _code(session: Session, visit: Known, person: UUID) -> None:
    invitations.make_code(session, visit.session_id, person, at=clock.now())


def _words(session: Session, visit: Known, person: UUID) -> None:
    invitations.show_words(session, visit.session_id, person, at=clock.now())


OPEN = (
    State("start", "/"),
    State("hjalp-nu", "/hjalp-nu"),
    State("sa-hanterar-vi", "/sa-hanterar-vi"),
    State("lamna", "/lamna"),
    State("ny-lank", "/ny-lank"),
    State("ny-lank-fel", "/ny-lank", fill={"#address": "08"}, press=GO, status=422),
    State("ny-lank-skickad", "/ny-lank/skickad"),
    State("inte-jag", "/inte-jag"),
    State("klar", "/klar"),
    State("lank-trasig", "/m/abc", status=404),
    State("lank-bytt", "/m/{token}", about=LOST, status=410),
    State("lank-fel-person", "/m/{token}", about=WRONG, status=410),
    State("fel-404", "/finns-inte", status=404),
    State("fel-401", "/min-sida", status=401),
    State("fel-401-personal", "/kurser", status=401),
    State("fel-429", "/prov/for-ofta", status=429),
    State("fel-500", "/prov/trasig", status=500),
)

DOORS = (
    State("lank", "/m/{token}", about=NEW),
    State("telefon", "/telefon", who=NEW, door=LINK),
    State("telefon-papper", "/telefon", who=PAPER, door=LINK),
    State("kod", "/telefon/kod", who=NEW, door=LINK, ready=_code),
    State("kod-fel", "/telefon/kod", who=NEW, door=LINK, ready=_code, fill={"#code": "000000"}, press=GO, status=422),
    State("kod-kort", "/telefon/kod", who=NEW, door=LINK, ready=_code, fill={"#code": "12"}, press=GO, status=422),
    State("ord", "/telefon/ord", who=NEW, door=LINK, ready=_words),
    State("ord-vanta", "/telefon/ord", who=NEW, door=LINK, ready=_words, press=GO),
)

MY_PAGE = (
    State("min-sida-ny", "/min-sida", who=NEW),
    State("min-sida-mote", "/min-sida", who=MET),
    State("min-sida-installt", "/min-sida", who=(with_meetings, gk_cast.cancelled)),
    State("min-sida-halvvags", "/min-sida", who=HALFWAY),
    State("min-sida-klar", "/min-sida", who=SHOWS),
    State("min-sida-lanad", "/min-sida", who=NEW, own_phone=False),
    State("min-sida-efterat", "/min-sida", who=AFTERWARDS),
    State("min-sida-stor-text", "/min-sida", who=SHOWS, cookies={"text": "large"}),
    State("trappan-ingen", "/min-sida/trappan", who=NEW),
    State("trappan-visas", "/min-sida/trappan", who=SHOWS),
    State("trappan-pa-papper", "/min-sida/trappan", who=ON_PAPER),
    State("trappan-inte-redo", "/min-sida/trappan", who=REFUSED),
    State("trappan-visa-for-nagon", "/min-sida/trappan/visa", who=SHOWS),
    State("sluta-visa", "/min-sida/trappan/sluta-visa", who=SHOWS),
    State("sluta-visa-ingen", "/min-sida/trappan/sluta-visa", who=NEW),
    State("trappan-slutat-visa", "/min-sida/trappan", who=STOPPED),
    State("trappan-visa-igen", "/min-sida/trappan/visa-for/both", who=STOPPED),
    State("samtycken-nya", "/min-sida/samtycken", who=NEW),
    State("samtycken-ja", "/min-sida/samtycken", who=SHOWS),
    State("samtycken-nej", "/min-sida/samtycken", who=REFUSED),
    State("samtycken-tillbaka", "/min-sida/samtycken", who=WITHDREW),
    State("ta-tillbaka-sekretess", "/min-sida/samtycken/secrecy/ta-tillbaka", who=SHOWS),
    State("ta-tillbaka-statistik", "/min-sida/samtycken/statistics/ta-tillbaka", who=SHOWS),
    State("vem-har-last", "/min-sida/vem-har-last", who=SHOWS),
    State("vem-har-last-ingen", "/min-sida/vem-har-last", who=NEW),
    State("allt", "/min-sida/allt", who=SHOWS),
    State("allt-pa-papper", "/min-sida/allt", who=ON_PAPER),
    State("min-sida-svarat", "/min-sida", who=CANNOT),
    State("mote", "/mote/gk-1", who=MET),
    State("mote-lank", "/mote/gk-1", who=MET, door=LINK),
    State("mote-flyttat", "/mote/gk-1?flyttat=1", who=MET),
    State("mote-kommer", "/mote/gk-1", who=COMES),
    State("mote-kan-inte", "/mote/gk-1", who=CANNOT),
    State("mote-kan-inte-traff", "/mote/course-8", who=CANNOT_COURSE),
    State("mote-andra", "/mote/gk-1?andra=1", who=CANNOT),
    State("mote-borta", "/mote/gk-9", who=MET, status=410),
    State("mote-varfor", "/mote/gk-1/varfor", who=CANNOT),
    State("mote-varfor-fel", "/mote/gk-1/varfor", who=CANNOT, fill={"#reason": "Ont. " * 60}, press=GO, status=422),
    State("paminnelser", "/paminnelser", who=NEW),
    State("paminnelser-lank", "/paminnelser", who=NEW, door=LINK),
    State("paminnelser-senare", "/paminnelser", who=(put_off,)),
    State("paminnelser-slut", "/paminnelser", who=(stopped_reminders,)),
    State("paminnelser-igen", "/paminnelser?klart=igen", who=NEW),
    State("paminnelser-adress", "/paminnelser/email/noon", who=NEW),
    State("paminnelser-adress-fel", "/paminnelser/sms/noon", who=NEW, fill={"#address": "08"}, press=GO, status=422),
    State("paminnelser-kod", "/paminnelser/email/noon", who=NEW, fill={"#address": "amina@post.example"}, press=GO),
    State("rutor", "/min-sida/rutor", who=BOXES),
    State("ruta", "/min-sida/rutor/work", who=BOXES),
    State("ruta-fel", "/min-sida/rutor/work", who=BOXES, fill={"#line": "Ont. " * 60}, press=GO, status=422),
    State("plan", "/min-sida/plan", who=PLANNED),
    State("plan-fel", "/min-sida/plan", who=PLANNED, press=GO, status=422),
    State("plan-svar", "/min-sida/plan", who=(*PLANNED, gk_cast.answered)),
    State("hem-plan", "/min-sida", who=PLANNED),
    State("utkast", "/min-sida/utkast", who=SHOWS),
    State("utkast-inga", "/min-sida/utkast", who=NEW),
)


def _steps(short: str, flow: str) -> tuple[State, ...]:
    """Every question as it is met the first time."""
    return tuple(State(f"{short}-{n}-{step}", f"/samtal/{flow}/{step}", who=(begun(flow, step),)) for n, step in enumerate(SAID[flow], 1))


def _receipt(name: str, flow: str, **said: str) -> State:
    return State(f"{name}-kvitto", f"/samtal/{flow}/klart/{{talk}}", who=(done(flow, **said),))


TALKS = (
    *_steps("sekretess", SECRECY),
    State("sekretess-3-efter-fel-svar", f"/samtal/{SECRECY}/decide", who=(begun(SECRECY, "decide", understood="ends"),)),
    State("sekretess-2-fel", f"/samtal/{SECRECY}/understood", who=(begun(SECRECY, "understood"),), press=GO, status=422),
    State("sekretess-4-fel", f"/samtal/{SECRECY}/sign", who=(begun(SECRECY, "sign"),), press=GO, status=422),
    State("sekretess-5-nej", f"/samtal/{SECRECY}/check", who=(begun(SECRECY, "check", decide="refuse"),)),
    _receipt("sekretess-ja", SECRECY),
    _receipt("sekretess-nej", SECRECY, decide="refuse"),
    _receipt("sekretess-annan-dag", SECRECY, decide="another_day"),
    *_steps("statistik", STATISTICS),
    _receipt("statistik-ja", STATISTICS),
    _receipt("statistik-nej", STATISTICS, decide="refuse"),
    *_steps("trappan", STAIRCASE),
    State("trappan-1-fel", f"/samtal/{STAIRCASE}/place", who=(begun(STAIRCASE, "place"),), press=GO, status=422),
    State("trappan-1-vald", f"/samtal/{STAIRCASE}/place", who=(begun(STAIRCASE, "check"),)),
    State(
        "trappan-2-fel",
        f"/samtal/{STAIRCASE}/need",
        who=(begun(STAIRCASE, "need"),),
        fill={"#answer": "Lugn och ro. " * 30},
        press=GO,
        status=422,
    ),
    State("trappan-3-inte-redo", f"/samtal/{STAIRCASE}/share", who=(NOT_READY,)),
    State("trappan-4-samtycke", f"/samtal/{STAIRCASE}/share", who=(done(SECRECY), begun(STAIRCASE, "share"))),
    State("trappan-4-visar-redan", f"/samtal/{STAIRCASE}/share", who=(done(STAIRCASE), begun(STAIRCASE, "share"))),
    State("trappan-4-fel", f"/samtal/{STAIRCASE}/share", who=(begun(STAIRCASE, "share"),), press=GO, status=422),
    State(
        "formular-for-gammalt",
        f"/samtal/{STAIRCASE}/need",
        who=(begun(STAIRCASE, "need"),),
        fill={"#answer": "Lugn och ro hemma"},
        tamper="document.querySelectorAll('[name=csrf_token]').forEach(one => one.value = 'x')",
        press=GO,
        status=400,
    ),
    _receipt("trappan-visas", STAIRCASE),
    _receipt("trappan-behalls", STAIRCASE, share="keep_private"),
    State("trappan-behalls-bredvid-kvitto", f"/samtal/{STAIRCASE}/klart/{{talk}}", who=SHOWS),
    _receipt("trappan-inte-redo", STAIRCASE, place="not-ready"),
)

PARTICIPANT = (*OPEN, *DOORS, *MY_PAGE, *TALKS, *SURVEY)
