"""Looking up GK meetings, the free pairs of times, and what became of it all."""

from webapp.assessments.queries.booked import begins_at as begins_at
from webapp.assessments.queries.booked import concerns as concerns
from webapp.assessments.queries.booked import concerns_about as concerns_about
from webapp.assessments.queries.booked import ends_at as ends_at
from webapp.assessments.queries.booked import meetings as meetings
from webapp.assessments.queries.booked import next_after as next_after
from webapp.assessments.queries.booked import next_of as next_of
from webapp.assessments.queries.busy import are_busy as are_busy
from webapp.assessments.queries.busy import meet_others as meet_others
from webapp.assessments.queries.history import cancelled_ahead as cancelled_ahead
from webapp.assessments.queries.history import latest_outcome as latest_outcome
from webapp.assessments.queries.pairs import offered as offered
from webapp.assessments.queries.pairs import published_by as published_by
from webapp.assessments.queries.requests import latest_request as latest_request
from webapp.assessments.queries.requests import waiting as waiting
from webapp.assessments.queries.specialists import specialist_kinds as specialist_kinds
from webapp.assessments.queries.specialists import specialists_are_draft as specialists_are_draft
