"""Everything the first version keeps. The consent ledger and the audit log refuse changes by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("name", name=op.f("uq_area_name")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_participant_id"), "audit_entry", ["participant_id"], unique=False)
    op.create_table(
        "consent_text",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_consent_text_sha256_whole")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_consent_text")),
    )
    op.create_table(
        "link_request",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )
    op.create_index(op.f("ix_link_request_handled_at"), "link_request", ["handled_at"], unique=False)
    op.create_table(
        "published_flow",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_published_flow")),
    )
    op.create_table(
        "rate_window",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_window")),
    )
    op.create_index(op.f("ix_rate_window_ends_at"), "rate_window", ["ends_at"], unique=False)
    op.create_table(
        "course",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.String(), nullable=False),
        sa.Column("variant", sa.Enum("sp", "ae", name="variant", native_enum=False, length=30), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place_sealed", sa.String(), nullable=True),
        sa.Column("video_link_sealed", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_course_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_area_id"), "course", ["area_id"], unique=False)
    op.create_table(
        "staff_account",
        sa.Column("role", sa.Enum("leader", "handler", "coordinator", name="role", native_enum=False, length=30), nullable=False),
        sa.Column("agency", sa.Enum("fk", "af", name="agency", native_enum=False, length=30), nullable=True),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.String(), nullable=False),
        sa.Column("email_sealed", sa.String(), nullable=True),
        sa.Column("phone_sealed", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_staff_account_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
    )
    op.create_index(op.f("ix_staff_account_area_id"), "staff_account", ["area_id"], unique=False)
    op.create_table(
        "course_leader",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_leader_course_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_course_leader_staff_id")),
        sa.PrimaryKeyConstraint("course_id", "staff_id", name=op.f("pk_course_leader")),
    )
    op.create_index(op.f("ix_course_leader_staff_id"), "course_leader", ["staff_id"], unique=False)
    op.create_table(
        "course_meeting",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number between 1 and 8", name=op.f("ck_course_meeting_one_of_eight")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_meeting_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_meeting")),
        sa.UniqueConstraint("course_id", "held_on", name=op.f("uq_course_meeting_course_id_held_on")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_course_meeting_course_id_number")),
    )
    op.create_table(
        "participant",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("name_sealed", sa.String(), nullable=True),
        sa.Column("phone_sealed", sa.String(), nullable=True),
        sa.Column("email_sealed", sa.String(), nullable=True),
        sa.Column("address_hash", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("benefit", sa.Enum("sp", "ae", "other", name="benefit", native_enum=False, length=30), nullable=True),
        sa.Column("sex", sa.Enum("woman", "man", "other", name="sex", native_enum=False, length=30), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "not protected or (name_sealed is null and phone_sealed is null and email_sealed is null)",
            name=op.f("ck_participant_protected_is_nameless"),
        ),
        sa.CheckConstraint("phone_sealed is null or email_sealed is null", name=op.f("ck_participant_one_address")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_participant_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("course_id", "seat", name=op.f("uq_participant_course_id_seat")),
    )
    op.create_index(op.f("ix_participant_address_hash"), "participant", ["address_hash"], unique=False)
    op.create_index(op.f("ix_participant_course_id"), "participant", ["course_id"], unique=False)
    op.create_table(
        "case_handler",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.Enum("fk", "af", name="agency", native_enum=False, length=30), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_case_handler_participant_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_case_handler_staff_id")),
        sa.PrimaryKeyConstraint("participant_id", "agency", name=op.f("pk_case_handler")),
    )
    op.create_index(op.f("ix_case_handler_staff_id"), "case_handler", ["staff_id"], unique=False)
    op.create_table(
        "consent_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Enum("secrecy", "statistics", "sharing", name="purpose", native_enum=False, length=30), nullable=False),
        sa.Column("decision", sa.Enum("given", "refused", "withdrawn", name="decision", native_enum=False, length=30), nullable=False),
        sa.Column("agencies", sa.String(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.Column("shown_sha256", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("flow_version", sa.Integer(), nullable=False),
        sa.Column("understood", sa.String(), nullable=True),
        sa.Column("signature_sealed", sa.String(), nullable=True),
        sa.Column("way", sa.Enum("device", "paper", name="way", native_enum=False, length=30), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff_account.id"], name=op.f("fk_consent_entry_entered_by")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_consent_entry_participant_id")),
        sa.ForeignKeyConstraint(["shown_sha256"], ["consent_text.sha256"], name=op.f("fk_consent_entry_shown_sha256")),
        sa.ForeignKeyConstraint(["text_sha256"], ["consent_text.sha256"], name=op.f("fk_consent_entry_text_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_entry")),
        sa.UniqueConstraint("participant_id", "number", name=op.f("uq_consent_entry_participant_id_number")),
    )
    op.create_table(
        "gk_meeting",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place_sealed", sa.String(), nullable=True),
        sa.Column("video_link_sealed", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_gk_meeting_counted_from_one")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_gk_meeting_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gk_meeting")),
        sa.UniqueConstraint("participant_id", "number", name=op.f("uq_gk_meeting_participant_id_number")),
    )
    op.create_index(op.f("ix_gk_meeting_held_on"), "gk_meeting", ["held_on"], unique=False)
    op.create_table(
        "outbox_message",
        sa.Column("kind", sa.Enum("invitation", "code", "new_link", name="kind", native_enum=False, length=30), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "leased",
                "calling",
                "sent",
                "failed",
                "cancelled",
                "expired",
                "unknown",
                name="state",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("dedupe", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_outbox_message_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_outbox_message_dedupe")),
    )
    op.create_index("ix_outbox_message_due", "outbox_message", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_outbox_message_participant_id"), "outbox_message", ["participant_id"], unique=False)
    op.create_table(
        "personal_link",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_because",
            sa.Enum("replaced", "wrong_person", "protected", "case_ended", name="linkend", native_enum=False, length=30),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_personal_link_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash")),
    )
    op.create_index(
        "uq_personal_link_alive",
        "personal_link",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "placement",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Uuid(), nullable=False),
        sa.Column("survey_version", sa.Integer(), nullable=False),
        sa.Column("lower", sa.Integer(), nullable=True),
        sa.Column("upper", sa.Integer(), nullable=True),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("need_sealed", sa.String(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(lower is null) = (upper is null)", name=op.f("ck_placement_both_or_neither")),
        sa.CheckConstraint("upper is null or upper = lower or upper = lower + 1", name=op.f("ck_placement_one_step_or_between_two")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_placement_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("participant_id", "number", name=op.f("uq_placement_participant_id_number")),
        sa.UniqueConstraint("talk_id", name=op.f("uq_placement_talk_id")),
    )
    op.create_table(
        "talk",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers_sealed", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_talk_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    op.create_index(op.f("ix_talk_participant_id"), "talk", ["participant_id"], unique=False)
    op.create_index(
        "uq_talk_open",
        "talk",
        ["participant_id", "flow"],
        unique=True,
        sqlite_where=sa.text("done_at is null"),
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_table(
        "visitor_session",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("door", sa.Integer(), nullable=False),
        sa.Column("own_phone", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["personal_link.id"], name=op.f("fk_visitor_session_link_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_visitor_session_participant_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_visitor_session_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_visitor_session_secret_hash")),
    )
    op.create_index(op.f("ix_visitor_session_link_id"), "visitor_session", ["link_id"], unique=False)
    op.create_index(op.f("ix_visitor_session_participant_id"), "visitor_session", ["participant_id"], unique=False)
    op.create_index(op.f("ix_visitor_session_staff_id"), "visitor_session", ["staff_id"], unique=False)
    op.create_table(
        "device_code",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["visitor_session.id"], name=op.f("fk_device_code_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_code")),
    )
    op.create_index(op.f("ix_device_code_session_id"), "device_code", ["session_id"], unique=False)
    op.create_table(
        "pairing",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff_account.id"], name=op.f("fk_pairing_confirmed_by")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_pairing_participant_id")),
        sa.ForeignKeyConstraint(["session_id"], ["visitor_session.id"], name=op.f("fk_pairing_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("session_id", name=op.f("uq_pairing_session_id")),
    )
    op.create_index(op.f("ix_pairing_participant_id"), "pairing", ["participant_id"], unique=False)

    for table in ("consent_entry", "consent_text", "audit_entry"):
        _append_only(table)


def _append_only(table: str) -> None:
    """The database itself refuses to change or remove a row."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create function {table}_stays() returns trigger language plpgsql as $$ begin raise exception '{table} is append-only'; end $$"
        )
        op.execute(f"create trigger {table}_stays before update or delete on {table} for each row execute function {table}_stays()")
        op.execute(f"create trigger {table}_stays_whole before truncate on {table} for each statement execute function {table}_stays()")
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger {table}_stays_{change} before {change} on {table} begin select raise(abort, '{table} is append-only'); end"
        )
