"""Every page as staff meet it."""

from datetime import timedelta

from tests.browser import gk_cast, states
from tests.browser.cast import with_meetings
from tests.browser.stage import State
from tests.browser.states import GO, NEW, SHOWS, WITHDREW
from webapp.ground import clock

TOO_LONG, FAR = {"#what_1": "Ring igen. " * 20}, {"#by_1": "2031-01-01"}

BROKEN_OFF, ASKED_FOR = (with_meetings, gk_cast.broken_off), (gk_cast.asked_for,)
COURSE = "/kurser/{course}"
PERSON = "/kurser/{crowd}/deltagare/{person}"
BAD_LINES = "Amina; 070-1740650; svenska\nBjörn; 08; svenska\n; 070-1740651\nDalia; 070-1740652; klingonska"
SATURDAY = clock.today() + timedelta(days=(5 - clock.today().weekday()) % 7 or 7)
A_SATURDAY = {"#held_on": SATURDAY.isoformat(), "#begins": "13:00", "#place": "Kyrkogatan 2, rum 4"}

LEADER = (
    State("kurser", "/kurser", who="leader"),
    State("kurser-inga", "/kurser", who="newcomer"),
    State("kurs-ny", "/kurser/ny", who="leader"),
    State("kurs-ny-fel", "/kurser/ny", who="leader", press=GO, status=422),
    State("kurs", COURSE, who="leader"),
    State("kurs-tom", "/kurser/{fresh}", who="leader"),
    State("kurs-fran-af", COURSE, who="af_leader"),
    State("kurs-andra", f"{COURSE}/andra", who="leader"),
    State("kurs-andra-fel", f"{COURSE}/andra", who="leader", fill={"#name": " "}, press=GO, status=422),
    State("traff", f"{COURSE}/traff/3", who="leader"),
    State("traff-fel", f"{COURSE}/traff/3", who="leader", fill={"#held_on": "2020-01-01"}, press=GO, status=422),
    State("flera", f"{COURSE}/deltagare/flera", who="leader"),
    State("flera-fel", f"{COURSE}/deltagare/flera", who="leader", fill={"#lines": BAD_LINES}, press=GO, status=422),
    State("ny-person", f"{COURSE}/deltagare/ny", who="leader"),
    State("ny-person-fel", f"{COURSE}/deltagare/ny", who="leader", press=GO, status=422),
    State("person", PERSON, who="leader", about=NEW),
    State("person-fel", PERSON, who="leader", about=NEW, fill={"#name": " "}, press=GO, status=422),
    State("begar-gk", f"{PERSON}/begar-gk", who="leader", about=NEW),
    State("begar-gk-fraga", f"{PERSON}/begar-gk", who="leader", about=NEW, press=GO, status=422),
    State("person-gk-begart", PERSON, who="leader", about=ASKED_FOR),
    State("gk-par-kursledare", f"{PERSON}/gk-par", who="leader", about=NEW),
    State("byt-lank", f"{PERSON}/byt-lank", who="leader", about=NEW),
    State("byt-lank-fel", f"{PERSON}/byt-lank", who="leader", about=NEW, press=GO, status=422),
    State("rummet", f"{COURSE}/rummet", who="leader"),
    State("rummet-tomt", "/kurser/{fresh}/rummet", who="leader"),
    State("blad", f"{COURSE}/blad", who="leader"),
    State("ett-blad", "/kurser/{crowd}/blad/{person}", who="leader", about=NEW),
)

RESULTS = (
    State("resultat-kurs", "/kurser/{over}/enkat/resultat", who="leader"),
    State("resultat-kurs-vantar", "/kurser/{crowd}/enkat/resultat", who="leader"),
    State("resultat-halvaren", "/resultat", who="leader"),
    State("resultat-halvar", "/resultat/2026-2", who="coordinator"),
)

ASKED, PLANNED = "/kurser/{asked}/enkat", "/kurser/{planned}/enkat"
TYPED = {"[name=who]": "", "[name=blad-1-1]": "4", "[name=blad-1-2]": "7"}

SURVEY = (
    State("enkater", "/enkater", who="leader"),
    State("enkater-inga", "/enkater", who="newcomer"),
    State("enkat", ASKED, who="leader"),
    State("enkat-planerad", PLANNED, who="leader"),
    State("enkat-inte-planerad", "/kurser/{fresh}/enkat", who="leader"),
    State("enkat-oppna", f"{PLANNED}/a/oppna", who="leader"),
    State("enkat-oppna-fel", f"{PLANNED}/a/oppna", who="leader", fill={"#closes_on": "2020-01-01"}, press=GO, status=422),
    State("enkat-stang", f"{ASKED}/a/stang", who="leader"),
    State("enkat-tider", f"{PLANNED}/a/tider", who="leader"),
    State("enkat-tider-fel", f"{PLANNED}/a/tider", who="leader", fill={"#closes_on": "2020-01-01"}, press=GO, status=422),
    State("enkat-tider-oppen", f"{ASKED}/a/tider", who="leader"),
    State("enkat-duken", f"{ASKED}/a/duken", who="leader"),
    State("enkat-duken-inte-oppen", f"{ASKED}/b/duken", who="leader"),
    State("enkat-dela-ut", f"{ASKED}/a/dela-ut", who="leader"),
    State("enkat-dela-ut-fel", f"{ASKED}/a/dela-ut", who="leader", press=".names button", status=422),
    State("enkat-dela-ut-ingen", f"{PLANNED}/b/dela-ut", who="leader"),
    State("enkat-blad", f"{ASKED}/a/blad", who="leader"),
    State("enkat-blad-arabiska", f"{ASKED}/a/blad?sprak=ar", who="leader"),
    State("enkat-papper", f"{ASKED}/a/papper", who="leader"),
    State("enkat-papper-rader", f"{ASKED}/a/papper?antal=3", who="leader"),
    State("enkat-papper-fel", f"{ASKED}/a/papper?antal=2", who="leader", fill=TYPED, press=GO, status=422),
    State("enkat-papper-klart", f"{ASKED}/a/papper/klart", who="leader"),
)

HANDLER = (
    State("mina-deltagare", "/mina-deltagare", who="fk"),
    State("mina-deltagare-inga", "/mina-deltagare", who="idle_fk"),
    State("infor-motet", "/mina-deltagare/{person}", who="fk", about=SHOWS),
    State("infor-motet-af", "/mina-deltagare/{person}", who="af", about=SHOWS),
    State("infor-motet-inte-delad", "/mina-deltagare/{person}", who="fk", about=states.MET),
    State("infor-motet-inte-redo", "/mina-deltagare/{person}", who="fk", about=states.REFUSED),
    State("infor-motet-aterkallat", "/mina-deltagare/{person}", who="fk", about=WITHDREW),
    State("infor-motet-kan-inte-komma", "/mina-deltagare/{person}", who="fk", about=states.CANNOT),
    State("infor-motet-stangt", "/mina-deltagare/{person}", who="af", about=NEW),
    State("infor-motet-pa-papper", "/mina-deltagare/{person}", who="fk", about=states.ON_PAPER),
    State("svar-pa-papper", "/mina-deltagare/{person}/papper", who="fk", about=NEW),
    State("skattning-pa-papper", "/mina-deltagare/{person}/papper/trappan", who="fk", about=NEW),
    State("skattning-pa-papper-alla", "/mina-deltagare/{person}/papper/trappan", who="fk", about=SHOWS),
    State("skattning-pa-papper-fel", "/mina-deltagare/{person}/papper/trappan", who="fk", about=NEW, press=GO, status=422),
    State("gk", "/mina-deltagare/{person}/gk/1", who="fk", about=NEW),
    State("gk-andra", "/mina-deltagare/{person}/gk/2", who="fk", about=SHOWS),
    State("gk-fel", "/mina-deltagare/{person}/gk/1", who="fk", about=NEW, fill={"#held_on": "2020-01-01"}, press=GO, status=422),
    State("gk-fraga", "/mina-deltagare/{person}/gk/1", who="fk", about=NEW, fill=A_SATURDAY, press=GO, status=422),
    State("gk-par", "/mina-deltagare/{person}/gk-par", who="fk", about=NEW),
    State("gk-par-fel", "/mina-deltagare/{person}/gk-par", who="fk", about=NEW, press=GO, status=422),
    State("gk-avboka", "/mina-deltagare/{person}/gk/1/avboka", who="fk", about=SHOWS),
    State("gk-avboka-fel", "/mina-deltagare/{person}/gk/1/avboka", who="fk", about=SHOWS, press=GO, status=422),
    State("efter-gk", "/mina-deltagare/{person}/efter-gk", who="fk", about=SHOWS),
    State("efter-gk-fel", "/mina-deltagare/{person}/efter-gk", who="fk", about=SHOWS, press=GO, status=422),
    State("infor-motet-plan", "/mina-deltagare/{person}", who="fk", about=(*states.PLANNED, gk_cast.answered)),
    State("plan", "/mina-deltagare/{person}/plan", who="fk", about=states.PLANNED),
    State(
        "plan-fel",
        "/mina-deltagare/{person}/plan",
        who="fk",
        about=states.PLANNED,
        fill={"#what_1": "Ring igen. " * 20},
        press=GO,
        status=422,
    ),
    State(
        "plan-langt-fram",
        "/mina-deltagare/{person}/plan",
        who="fk",
        about=states.PLANNED,
        fill={"#by_1": "2031-01-01"},
        press=GO,
        status=422,
    ),
    State("infor-motet-efter-gk", "/mina-deltagare/{person}", who="fk", about=BROKEN_OFF),
    State("infor-motet-gk-begart", "/mina-deltagare/{person}", who="fk", about=ASKED_FOR),
    State("lediga-tider", "/lediga-tider", who="fk"),
    State("lediga-tider-inga", "/lediga-tider", who="idle_fk"),
    State("lediga-tider-fel", "/lediga-tider", who="idle_fk", press=GO, status=422),
    State("personal-404", "/mina-deltagare/finns-inte", who="fk", status=404),
    State("personal-403", "/kurser", who="fk", status=403),
)

DEMO = (State("demo", "/demo"), State("demo-telefon", "/demo/telefon"), State("samordnare", "/resultat", who="coordinator"))

SIGN_IN = (
    State("logga-in", "/logga-in"),
    State("logga-in-fel", "/logga-in", press=GO, status=422),
    State("inbjudan-gammal", "/inbjudan/abc", status=410),
    State("konton", "/konton", who="admin"),
    State("konto-nytt", "/konton/nytt", who="admin"),
    State("konto-nytt-fel", "/konton/nytt", who="admin", press=GO, status=422),
    State("konto", "/konton/{leader}", who="admin"),
    State("konto-eget", "/konton/{admin}", who="admin"),
    State("mitt-konto", "/mitt-konto", who="admin"),
    State("mitt-konto-utan-losenord", "/mitt-konto", who="leader"),
    State("mitt-konto-losenord", "/mitt-konto/losenord", who="admin"),
    State("mitt-konto-losenord-fel", "/mitt-konto/losenord", who="admin", press=GO, status=422),
    State("mitt-konto-app", "/mitt-konto/app", who="admin"),
    State("mitt-konto-passkey", "/mitt-konto/passkey", who="admin"),
    State("mitt-konto-reservkoder", "/mitt-konto/reservkoder", who="admin"),
    State("mitt-konto-bekrafta", "/mitt-konto/bekrafta?till=app", who="admin"),
)

STAFF = (*LEADER, *RESULTS, *SURVEY, *HANDLER, *DEMO, *SIGN_IN)
