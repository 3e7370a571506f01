"""What is done with the meetings of the joint assessment."""

from webapp.assessments.service.booking import CannotBook as CannotBook
from webapp.assessments.service.booking import book as book
from webapp.assessments.service.booking import second_look as second_look
from webapp.assessments.service.pairs import Offer as Offer
from webapp.assessments.service.pairs import book_pair as book_pair
from webapp.assessments.service.pairs import publish as publish
from webapp.assessments.service.pairs import take_back as take_back
