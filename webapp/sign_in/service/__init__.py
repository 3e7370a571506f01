"""What is done with accounts and with the doors of one account."""

from webapp.sign_in.service.accounts import AddressTaken as AddressTaken
from webapp.sign_in.service.accounts import NotYourOwn as NotYourOwn
from webapp.sign_in.service.accounts import NoWayToReach as NoWayToReach
from webapp.sign_in.service.accounts import ThereIsOne as ThereIsOne
from webapp.sign_in.service.accounts import change_role as change_role
from webapp.sign_in.service.accounts import deactivate as deactivate
from webapp.sign_in.service.accounts import first_administrator as first_administrator
from webapp.sign_in.service.accounts import invite as invite
from webapp.sign_in.service.accounts import invite_again as invite_again
from webapp.sign_in.service.doors import LastDoor as LastDoor
from webapp.sign_in.service.doors import Taken as Taken
from webapp.sign_in.service.doors import add_passkey as add_passkey
from webapp.sign_in.service.doors import codes_are_kept as codes_are_kept
from webapp.sign_in.service.doors import new_codes as new_codes
from webapp.sign_in.service.doors import note_passkey as note_passkey
from webapp.sign_in.service.doors import remove_passkey as remove_passkey
from webapp.sign_in.service.doors import second_step as second_step
from webapp.sign_in.service.doors import set_password as set_password
from webapp.sign_in.service.doors import set_totp as set_totp
from webapp.sign_in.service.joining import choose_password as choose_password
from webapp.sign_in.service.joining import join as join
from webapp.sign_in.service.joining import join_from_outside as join_from_outside
from webapp.sign_in.service.parking import forget_parked as forget_parked
from webapp.sign_in.service.parking import park as park
from webapp.sign_in.service.parking import sweep as sweep
