"""What is done with courses and the people in them."""

from webapp.people.service.courses import CoursePlan as CoursePlan
from webapp.people.service.courses import CourseRefused as CourseRefused
from webapp.people.service.courses import change_course as change_course
from webapp.people.service.courses import make_course as make_course
from webapp.people.service.courses import move_meeting as move_meeting
from webapp.people.service.courses import set_leaders as set_leaders
from webapp.people.service.endings import end_case as end_case
from webapp.people.service.endings import protect as protect
from webapp.people.service.lines import MOST_TEXT as MOST_TEXT
from webapp.people.service.lines import BadLine as BadLine
from webapp.people.service.lines import read_lines as read_lines
from webapp.people.service.newcomer import NUMBER_AS_NAME as NUMBER_AS_NAME
from webapp.people.service.newcomer import Newcomer as Newcomer
from webapp.people.service.newcomer import NotAName as NotAName
from webapp.people.service.newcomer import address_in as address_in
from webapp.people.service.newcomer import name_of as name_of
from webapp.people.service.participants import AddressTwice as AddressTwice
from webapp.people.service.participants import NotAHandler as NotAHandler
from webapp.people.service.participants import add_participants as add_participants
from webapp.people.service.participants import change_address as change_address
from webapp.people.service.participants import change_person as change_person
from webapp.people.service.participants import give_handler as give_handler
from webapp.people.service.participants import repeated as repeated
from webapp.people.service.voices import speak_with as speak_with
from webapp.people.service.voices import speak_with_staff as speak_with_staff
