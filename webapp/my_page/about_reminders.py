"""What she has said about her meetings and her reminders, in words she can read."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.language import isolate, t
from webapp.language.dates import clock_time, long_day, moment
from webapp.reminders import choices
from webapp.reminders.models import MeetingReply, MessageChoice
from webapp.reminders.values import Channel


def lines(session: Session, participant_id: UUID) -> list[str]:
    """One text for each answer about a meeting, and one for her reminders when she has chosen something."""
    rows = select(MeetingReply).where(MeetingReply.participant_id == participant_id).order_by(MeetingReply.held_on)
    said = [_reply(one) for one in session.scalars(rows)]
    choice = choices.standing(session, participant_id)
    return [*said, _choice(choice)] if choice else said


def _reply(one: MeetingReply) -> str:
    when = moment(clock.at(one.held_on, one.begins))
    told = [
        t("about.reply.yes", "{when}: du kommer", when=when) if one.coming else t("about.reply.no", "{when}: du kan inte komma", when=when)
    ]
    if one.reason:
        told.append(one.reason)
        shown = t("about.reply.shown", "Dina handläggare får läsa det.")
        told.append(shown if one.reason_shown else t("about.reply.kept", "Bara du får läsa det."))
    return "\n".join(told)


def _choice(one: MessageChoice) -> str:
    channels = {
        Channel.SMS: t("about.reminders.sms", "med sms"),
        Channel.EMAIL: t("about.reminders.email", "med e-post"),
        Channel.NONE: t("about.reminders.none", "inga"),
    }
    how = channels[one.channel] if one.channel else t("about.reminders.stored", "till din vanliga adress")
    from_time = clock_time(clock.at(clock.today(), one.hour.begins))
    told = [t("about.reminders", "Påminnelser: {how}, efter klockan {time}", how=how, time=from_time)]
    if one.other:
        told.append(t("about.reminders.other", "Din egen adress för påminnelser: {address}", address=isolate(one.other)))
    if one.later_on:
        told.append(t("about.reminders.later", "Du bad oss påminna dig {day}.", day=long_day(one.later_on)))
    if one.stopped_at:
        told.append(t("about.reminders.stopped", "Du bad oss sluta påminna dig {moment}.", moment=moment(one.stopped_at)))
    if one.paused_at:
        told.append(
            t("about.reminders.paused", "Din kursledare eller handläggare pausade dina meddelanden {moment}.", moment=moment(one.paused_at))
        )
    return "\n".join(told)
