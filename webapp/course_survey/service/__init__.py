"""Rounds are opened and closed by staff and by the clock; boxes are opened by the worker alone, once."""

from webapp.course_survey.service.emptying import Emptied as Emptied
from webapp.course_survey.service.emptying import pool as pool
from webapp.course_survey.service.emptying import settle as settle
from webapp.course_survey.service.envelopes import KeyOutOfReach as KeyOutOfReach
from webapp.course_survey.service.envelopes import RoundShut as RoundShut
from webapp.course_survey.service.envelopes import append as append
from webapp.course_survey.service.giving_up import KeyIsThere as KeyIsThere
from webapp.course_survey.service.giving_up import NoSuchBox as NoSuchBox
from webapp.course_survey.service.giving_up import give_up as give_up
from webapp.course_survey.service.keys import destroy_condemned as destroy_condemned
from webapp.course_survey.service.keys import probe as probe
from webapp.course_survey.service.keys import restock as restock
from webapp.course_survey.service.rounds import AlreadyOpened as AlreadyOpened
from webapp.course_survey.service.rounds import NoKeyLeft as NoKeyLeft
from webapp.course_survey.service.rounds import close as close
from webapp.course_survey.service.rounds import open_round as open_round
from webapp.course_survey.service.rounds import plan as plan
from webapp.course_survey.service.rounds import schedule as schedule
