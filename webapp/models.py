"""Every table, gathered so that migrations and tests see them all."""

from webapp.agenda import models as agenda
from webapp.assessments import models as assessments
from webapp.chat import models as chat
from webapp.consent import models as consent
from webapp.course_survey import models as course_survey
from webapp.invitations import models as invitations
from webapp.messages import models as messages
from webapp.past import models as past
from webapp.people import models as people
from webapp.plan import models as plan
from webapp.reminders import models as reminders
from webapp.security import models as security
from webapp.sign_in import models as sign_in
from webapp.staircase import models as staircase

ALL = (
    agenda, assessments, chat, consent, course_survey, invitations, messages, past, people, plan, reminders, security, sign_in, staircase,
)  # fmt: skip
