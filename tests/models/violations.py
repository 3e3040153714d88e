"""Statements that the guards must refuse: (guard, statement), with ids of ``test_guards.Scene`` in {braces}."""

# What somebody counted as; the rows of the tests copy it from a roster that is open
COUNTED_AS = (
    "unit_id, category_id, sector_id, leadership_id, education_id, sex_id, party_id, ethnicity_id, religion_id,"
    " rank_id, political_theory_id, state_management_id, it_id, languages"
)
ON_A_LOCKED_REVISION = [
    ("revision_locked_no_update", "UPDATE workforce_revision SET reason = 'x' WHERE id = {revision}"),
    ("revision_locked_no_update", "UPDATE workforce_revision SET locked_at = NULL WHERE id = {revision}"),
    ("revision_locked_no_delete", "DELETE FROM workforce_revision WHERE id = {bare_revision}"),
    (
        "submission_locked_no_insert",
        "INSERT INTO workforce_submission (revision_id, unit_id, state, covers_subordinates, is_current, created_at)"
        " VALUES ({revision}, {another_unit}, 'draft', '1', '1', '2025-01-15 00:00:00')",
    ),
    ("submission_locked_no_update", "UPDATE workforce_submission SET state = 'draft' WHERE id = {submission}"),
    (
        "submission_locked_no_update",
        "UPDATE workforce_submission SET revision_id = {other_revision} WHERE id = {submission}",
    ),
    (
        "submission_locked_no_update",
        "UPDATE workforce_submission SET revision_id = {revision} WHERE id = {other_submission}",
    ),
    ("submission_locked_no_delete", "DELETE FROM workforce_submission WHERE id = {bare_submission}"),
    (
        "headcount_locked_no_insert",
        "INSERT INTO workforce_headcount (submission_id, category_id, sector_id, leadership_id, value_id, people)"
        " VALUES ({submission}, {value}, {value}, {value}, {value}, 5)",
    ),
    ("headcount_locked_no_update", "UPDATE workforce_headcount SET people = people + 1 WHERE id = {headcount}"),
    (
        "headcount_locked_no_update",
        "UPDATE workforce_headcount SET submission_id = {other_submission} WHERE id = {headcount}",
    ),
    (
        "headcount_locked_no_update",
        "UPDATE workforce_headcount SET submission_id = {submission} WHERE id = {other_headcount}",
    ),
    ("headcount_locked_no_delete", "DELETE FROM workforce_headcount WHERE id = {headcount}"),
    ("snapshot_locked_no_update", "UPDATE workforce_snapshot SET as_of = '2030-12-31' WHERE id = {snapshot}"),
    (
        "snapshotunit_locked_no_insert",
        "INSERT INTO workforce_snapshotunit (snapshot_id, unit_id) VALUES ({snapshot}, {another_unit})",
    ),
    (
        "snapshotunit_locked_no_update",
        "UPDATE workforce_snapshotunit SET unit_id = {another_unit} WHERE id = {owed_unit}",
    ),
    (
        "snapshotunit_locked_no_update",
        "UPDATE workforce_snapshotunit SET snapshot_id = {other_snapshot} WHERE id = {owed_unit}",
    ),
    (
        "snapshotunit_locked_no_update",
        "UPDATE workforce_snapshotunit SET snapshot_id = {snapshot} WHERE id = {other_owed_unit}",
    ),
    ("snapshotunit_locked_no_delete", "DELETE FROM workforce_snapshotunit WHERE id = {owed_unit}"),
    (
        "rosterentry_locked_no_insert",
        f"INSERT INTO workforce_rosterentry (submission_id, person_id, {COUNTED_AS})"
        f" SELECT {{submission}}, person_id, {COUNTED_AS} FROM workforce_rosterentry WHERE id = {{other_roster_entry}}",
    ),
    ("rosterentry_locked_no_update", "UPDATE workforce_rosterentry SET it_id = sex_id WHERE id = {roster_entry}"),
    (
        "rosterentry_locked_no_update",
        "UPDATE workforce_rosterentry SET submission_id = {other_submission} WHERE id = {roster_entry}",
    ),
    (
        "rosterentry_locked_no_update",
        "UPDATE workforce_rosterentry SET submission_id = {submission} WHERE id = {other_roster_entry}",
    ),
    ("rosterentry_locked_no_delete", "DELETE FROM workforce_rosterentry WHERE id = {roster_entry}"),
]
# Statements that take rows away without a DELETE, and so without the triggers of DELETE unless they are told to ask
AROUND_A_LOCKED_REVISION = {
    "sqlite": [
        (
            "headcount_locked_no_delete",
            "INSERT OR REPLACE INTO workforce_headcount"
            " (id, submission_id, category_id, sector_id, leadership_id, value_id, people)"
            " VALUES ({headcount}, {other_submission}, {value}, {value}, {value}, {value}, 5)",
        ),
        (
            "submission_locked_no_delete",
            "INSERT OR REPLACE INTO workforce_submission"
            " (id, revision_id, unit_id, state, covers_subordinates, is_current, created_at)"
            " VALUES ({bare_submission}, {other_revision}, {another_unit}, 'draft', 1, 0, '2025-01-15 00:00:00')",
        ),
        (
            "revision_locked_no_delete",
            "INSERT OR REPLACE INTO workforce_revision (id, snapshot_id, number, reason, created_at)"
            " SELECT id, snapshot_id, 2, 'x', created_at FROM workforce_revision WHERE id = {bare_revision}",
        ),
        (
            "snapshotunit_locked_no_delete",
            "INSERT OR REPLACE INTO workforce_snapshotunit (id, snapshot_id, unit_id)"
            " VALUES ({owed_unit}, {other_snapshot}, {another_unit})",
        ),
        (
            "rosterentry_locked_no_delete",
            f"INSERT OR REPLACE INTO workforce_rosterentry (id, submission_id, person_id, {COUNTED_AS})"
            f" SELECT {{roster_entry}}, {{other_submission}}, person_id, {COUNTED_AS} FROM workforce_rosterentry"
            " WHERE id = {other_roster_entry}",
        ),
    ],
    "postgresql": [
        (f"{table}_locked_no_truncate", f"TRUNCATE workforce_{table} CASCADE")
        for table in ["headcount", "submission", "revision", "snapshotunit", "rosterentry"]
    ],
}
AROUND_THE_AUDIT_TRAIL = {
    "sqlite": (
        "audit_no_delete",
        "INSERT OR REPLACE INTO workforce_auditevent"
        " (id, at, actor_name, action, object, details, address, subject, search_text)"
        " SELECT id, at, 'somebody else', action, object, details, address, subject, search_text"
        " FROM workforce_auditevent",
    ),
    "postgresql": ("audit_no_truncate", "TRUNCATE workforce_auditevent"),
}
AROUND_THE_SEALS = {
    "sqlite": (
        "audit_seal_no_delete",
        "INSERT OR REPLACE INTO workforce_auditseal (id, first_event, last_event, events, previous, digest, sealed_at)"
        " SELECT id, first_event, last_event, events, previous, 'another', sealed_at FROM workforce_auditseal",
    ),
    "postgresql": ("audit_seal_no_truncate", "TRUNCATE workforce_auditseal"),
}
# Of two versions of a unit, [2020, 2025) and [2025, ∞); {valid_from} and {valid_to} overlap one of them or do not
OVERLAPPING_VERSIONS = [
    (
        "unitversion_overlap_no_insert",
        "INSERT INTO workforce_unitversion (unit_id, valid_from, valid_to, kind, name_vi, name_en, code, position)"
        " VALUES ({unit}, '{valid_from}', '{valid_to}', 'agency', '', '', '', 0)",
    ),
    (
        "unitversion_overlap_no_update",
        "UPDATE workforce_unitversion SET valid_from = '{valid_from}', valid_to = '{valid_to}' WHERE id = {first}",
    ),
    (
        "unitversion_overlap_no_update",
        "UPDATE workforce_unitversion SET unit_id = {unit}, valid_from = '{valid_from}', valid_to = '{valid_to}'"
        " WHERE id = {of_another_unit}",
    ),
]
# Of two primary posts of a person, or two levels of a diploma type, in the same years; ids of the first of them, of one
# that belongs to another person or diploma type, and of the owner of the two
POST = (
    "unit_id, category_id, leadership_id, leadership_phrase, position, from_precision, start_reason, start_decision,"
    " end_reason, end_decision, recorded_at, void_reason"
)
OVERLAPPING_POSTS = [
    (
        "appointment_overlap_no_insert",
        f"INSERT INTO workforce_appointment (person_id, kind, valid_from, valid_to, {POST})"
        f" SELECT person_id, kind, '{{valid_from}}', '{{valid_to}}', {POST} FROM workforce_appointment"
        " WHERE id = {first}",
    ),
    (
        "appointment_overlap_no_update",
        "UPDATE workforce_appointment SET valid_from = '{valid_from}', valid_to = '{valid_to}' WHERE id = {first}",
    ),
    (
        "appointment_overlap_no_update",
        "UPDATE workforce_appointment SET person_id = {owner}, valid_from = '{valid_from}', valid_to = '{valid_to}'"
        " WHERE id = {of_another}",
    ),
]
OVERLAPPING_LEVELS = [
    (
        "equivalence_overlap_no_insert",
        "INSERT INTO workforce_equivalence (diploma_id, level_id, source, valid_from, valid_to)"
        " SELECT diploma_id, level_id, source, '{valid_from}', '{valid_to}' FROM workforce_equivalence"
        " WHERE id = {first}",
    ),
    (
        "equivalence_overlap_no_update",
        "UPDATE workforce_equivalence SET valid_from = '{valid_from}', valid_to = '{valid_to}' WHERE id = {first}",
    ),
    (
        "equivalence_overlap_no_update",
        "UPDATE workforce_equivalence SET diploma_id = {owner}, valid_from = '{valid_from}', valid_to = '{valid_to}'"
        " WHERE id = {of_another}",
    ),
]
ON_THE_AUDIT_TRAIL = [
    ("audit_no_update", "UPDATE workforce_auditevent SET actor_name = 'somebody else'"),
    ("audit_no_delete", "DELETE FROM workforce_auditevent"),
]
ON_THE_SEALS = [
    ("audit_seal_no_update", "UPDATE workforce_auditseal SET digest = 'another'"),
    ("audit_seal_no_delete", "DELETE FROM workforce_auditseal"),
]
