"""Every page as staff meet it."""

from datetime import timedelta

from tests.browser import states
from tests.browser.stage import State
from tests.browser.states import GO, NEW, SHOWS, WITHDREW
from webapp.ground import clock

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

HANDLER = (
    State("mina-deltagare", "/mina-deltagare", who="fk"),
    State("mina-deltagare-inga", "/mina-deltagare", who="idle_fk"),
    State("infor-motet", "/mina-deltagare/{person}", who="fk", about=SHOWS),
    State("infor-motet-af", "/mina-deltagare/{person}", who="af", about=SHOWS),
    State("infor-motet-inte-delad", "/mina-deltagare/{person}", who="fk", about=states.MET),
    State("infor-motet-inte-redo", "/mina-deltagare/{person}", who="fk", about=states.REFUSED),
    State("infor-motet-aterkallat", "/mina-deltagare/{person}", who="fk", about=WITHDREW),
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
    State("personal-404", "/mina-deltagare/finns-inte", who="fk", status=404),
    State("personal-403", "/kurser", who="fk", status=403),
)

DEMO = (State("demo", "/demo"), State("samordnare", "/resultat", who="coordinator"))

STAFF = (*LEADER, *RESULTS, *HANDLER, *DEMO)
