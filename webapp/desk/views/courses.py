"""A leader's courses: the list, a new one, one course with its meetings and counts."""

from datetime import date
from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.forms import fields
from webapp.desk.forms.course import ChangeCourseForm, CourseForm, MoveForm, PlaceForm
from webapp.desk.queries import courses as queries
from webapp.desk.views import receipts
from webapp.desk.views.own import enters_people, me, own_course, refused, words
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import spoken_locale
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import Course, CourseMeeting, StaffAccount
from webapp.people.values import theme
from webapp.people.values.calendar import day_off
from webapp.reminders import calendar_file
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/kurser")
@allow(Role.LEADER)
def courses() -> str:
    return render_template("desk/courses.html", rows=queries.mine(reading(), me(), clock.today()))


@bp.get("/kurser/ny")
@allow(Role.LEADER)
def new_course() -> str:
    form = CourseForm()
    _offer_leaders(form)
    return render_template("desk/new_course.html", form=form)


@bp.post("/kurser/ny")
@allow(Role.LEADER)
def make_course() -> Response | tuple[str, int]:
    form = CourseForm()
    account = _offer_leaders(form)
    if (plan := form.plan()) is None:
        return refused("desk/new_course.html", form)
    at = clock.now()
    try:
        with transaction() as session:
            leaders, asked = form.leaders(me()), fields.asked(form)
            course_id = service.make_course(session, account.area_id, plan, leaders, today=clock.day(at), asked=asked).id
            audit.record(session, "course.made", at=at, staff_id=me())
    except service.CourseRefused as fault:
        form.refuse(fault)
        return refused("desk/new_course.html", form)
    receipts.say("course-made")
    return redirect(url_for("desk.course", course_id=course_id), 303)


@bp.get("/kurser/<uuid:course_id>")
@allow(Role.LEADER)
def course(course_id: UUID) -> str:
    overview = queries.overview(reading(), own_course(course_id))
    return render_template("desk/course.html", overview=overview, course=overview.course, enters_people=enters_people(), **words())


@bp.get("/kurser/<uuid:course_id>/andra")
@allow(Role.LEADER)
def edit_course(course_id: UUID) -> str:
    course = own_course(course_id)
    form = ChangeCourseForm(data=_stored(course))
    _offer_leaders(form)
    if not form.shown.data:
        form.begin(course_id, _stored(course))
    return render_template("desk/edit_course.html", form=form, course=course)


@bp.post("/kurser/<uuid:course_id>/andra")
@allow(Role.LEADER)
def change_course(course_id: UUID) -> Response | tuple[str, int]:
    course, form = own_course(course_id), ChangeCourseForm()
    _offer_leaders(form)
    if not (form.whole() and _changed(form, course_id)):
        return refused("desk/edit_course.html", form, course=course)
    receipts.say("saved")
    return redirect(url_for("desk.course", course_id=course_id), 303)


def _changed(form: ChangeCourseForm, course_id: UUID) -> bool:
    """Save what the form says, unless another leader has said otherwise since it was opened."""
    at = clock.now()
    with transaction() as session:
        people.course(session, course_id, lock=True)
        course = own_course(course_id)
        if not form.settle(course_id, _stored(course)):
            return False
        service.change_course(session, course, name=form.name.data or "", place=form.place.data, video_link=form.video_link.data)
        service.set_leaders(session, course_id, form.leaders(me()))
        audit.record(session, calendar_file.CHANGED, at=at, staff_id=me(), detail=str(course_id))
    return True


def _stored(course: Course) -> dict[str, str | None]:
    """What the form begins with."""
    others = [leader.id for leader in people.leaders(reading(), course.id) if leader.id != me()]
    other = str(others[0]) if others else ""
    return {"name": course.name, "place": course.place, "video_link": course.video_link, "other_leader": other}


@bp.get("/kurser/<uuid:course_id>/traff/<int:number>")
@allow(Role.LEADER)
def course_meeting(course_id: UUID, number: int) -> str:
    meeting = _meeting(course_id, number)
    form = MoveForm(data={"held_on": meeting.held_on, "begins": meeting.begins})
    return render_template("desk/move_meeting.html", form=form, **_about(meeting))


@bp.post("/kurser/<uuid:course_id>/traff/<int:number>")
@allow(Role.LEADER)
def move_meeting(course_id: UUID, number: int) -> Response | tuple[str, int]:
    meeting, form = _meeting(course_id, number), MoveForm()
    about = _about(meeting)
    if not form.validate() or not form.held_on.data or not form.begins.data:
        return refused("desk/move_meeting.html", form, **about)
    if form.asks(_holiday(form.held_on.data)):
        return refused("desk/move_meeting.html", form, **about)
    at = clock.now()
    try:
        with transaction() as session:
            service.move_meeting(session, _meeting(course_id, number), form.held_on.data, form.begins.data)
            audit.record(session, calendar_file.MOVED, at=at, staff_id=me(), detail=calendar_file.moved_detail(course_id, number))
    except service.CourseRefused as fault:
        form.refuse(fault)
        return refused("desk/move_meeting.html", form, **about)
    receipts.say("meeting-moved")
    return redirect(url_for("desk.course", course_id=course_id), 303)


def _holiday(day: date) -> str | None:
    return day_off(day, spoken_locale().id)


def _meeting(course_id: UUID, number: int) -> CourseMeeting:
    own_course(course_id)
    return people.meeting(reading(), course_id, number) or abort(404)


def _about(meeting: CourseMeeting) -> dict[str, object]:
    course = own_course(meeting.course_id)
    return {"course": course, "number": meeting.number, "theme": theme(course.variant, meeting.number)}


def _offer_leaders(form: PlaceForm) -> StaffAccount:
    """Whoever is signed in; the other leaders of the area are put in the form."""
    account = people.staff(reading(), me()) or abort(404)
    form.offer(people.staff_in_area(reading(), account.area_id, Role.LEADER), account.id)
    return account
