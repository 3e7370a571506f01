"""What can be done with links, codes, words and requests."""

from webapp.invitations.service.codes import Tried as Tried
from webapp.invitations.service.codes import make_code as make_code
from webapp.invitations.service.codes import try_code as try_code
from webapp.invitations.service.codes import was_right as was_right
from webapp.invitations.service.links import address as address
from webapp.invitations.service.links import close as close
from webapp.invitations.service.links import disown as disown
from webapp.invitations.service.links import invite as invite
from webapp.invitations.service.links import link_for as link_for
from webapp.invitations.service.links import note_opened as note_opened
from webapp.invitations.service.links import replace as replace
from webapp.invitations.service.links import send_again as send_again
from webapp.invitations.service.pairing import NothingToConfirm as NothingToConfirm
from webapp.invitations.service.pairing import NoWordsLeft as NoWordsLeft
from webapp.invitations.service.pairing import confirm_pairing as confirm_pairing
from webapp.invitations.service.pairing import show_words as show_words
from webapp.invitations.service.requests import answer as answer
from webapp.invitations.service.requests import ask as ask
from webapp.invitations.service.requests import sweep as sweep
