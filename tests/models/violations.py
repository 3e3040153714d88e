"""Statements that the guards must refuse: (guard, statement), with ids of ``test_guards.Scene`` in {braces}."""

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
    ],
    "postgresql": [
        (f"{table}_locked_no_truncate", f"TRUNCATE workforce_{table} CASCADE")
        for table in ["headcount", "submission", "revision", "snapshotunit"]
    ],
}
AROUND_THE_AUDIT_TRAIL = {
    "sqlite": (
        "audit_no_delete",
        "INSERT OR REPLACE INTO workforce_auditevent (id, at, actor_name, action, object, details)"
        " SELECT id, at, 'somebody else', action, object, details FROM workforce_auditevent",
    ),
    "postgresql": ("audit_no_truncate", "TRUNCATE workforce_auditevent"),
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
ON_THE_AUDIT_TRAIL = [
    ("audit_no_update", "UPDATE workforce_auditevent SET actor_name = 'somebody else'"),
    ("audit_no_delete", "DELETE FROM workforce_auditevent"),
]
