"""What is done with the meetings of the joint assessment."""

from webapp.assessments.service.booking import CannotBook as CannotBook
from webapp.assessments.service.booking import book as book
from webapp.assessments.service.booking import second_look as second_look
from webapp.assessments.service.changes import Slot as Slot
from webapp.assessments.service.changes import cancel as cancel
from webapp.assessments.service.changes import move as move
from webapp.assessments.service.outcomes import CannotRecord as CannotRecord
from webapp.assessments.service.outcomes import Outcome as Outcome
from webapp.assessments.service.outcomes import record_outcome as record_outcome
from webapp.assessments.service.pairs import Offer as Offer
from webapp.assessments.service.pairs import book_pair as book_pair
from webapp.assessments.service.pairs import publish as publish
from webapp.assessments.service.pairs import take_back as take_back
from webapp.assessments.service.requests import Checklist as Checklist
from webapp.assessments.service.requests import request_gk as request_gk
