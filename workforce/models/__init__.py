"""What is stored, its constraints, and who may see it."""

from workforce.models.accounts import User
from workforce.models.appointments import Appointment, Rank
from workforce.models.audit import AuditEvent, AuditSeal
from workforce.models.dimensions import Dimension, Value
from workforce.models.documents import Clause, Document
from workforce.models.entry import Draft, SubmittedForm
from workforce.models.figures import StatedFigure
from workforce.models.headcounts import Headcount, RolledHeadcount, StaffingQuota
from workforce.models.imports import ImportBatch, ImportedPerson, ImportJob, RememberedColumn, RememberedMatch
from workforce.models.indicators import Indicator, Selection
from workforce.models.people import DistinctPeople, NameWord, Person, PersonMerge
from workforce.models.qualifications import (
    Certificate,
    DiplomaType,
    Equivalence,
    Qualification,
    Scan,
    TrainingField,
)
from workforce.models.reconciliations import SignOff
from workforce.models.snapshots import Revision, Snapshot, SnapshotUnit, Submission
from workforce.models.spells import LanguageSpell, PersonSpell, RosterEntry
from workforce.models.targets import Milestone, PaceThreshold, Target
from workforce.models.units import Reorganisation, ReorganisationLink, Unit, UnitAlias, UnitVersion

__all__ = [
    "Appointment",
    "AuditEvent",
    "AuditSeal",
    "Certificate",
    "Clause",
    "Dimension",
    "DiplomaType",
    "DistinctPeople",
    "Document",
    "Draft",
    "Equivalence",
    "Headcount",
    "ImportBatch",
    "ImportJob",
    "ImportedPerson",
    "Indicator",
    "LanguageSpell",
    "Milestone",
    "NameWord",
    "PaceThreshold",
    "Person",
    "PersonMerge",
    "PersonSpell",
    "Qualification",
    "Rank",
    "RememberedColumn",
    "RememberedMatch",
    "Reorganisation",
    "ReorganisationLink",
    "Revision",
    "RolledHeadcount",
    "RosterEntry",
    "Scan",
    "Selection",
    "SignOff",
    "Snapshot",
    "SnapshotUnit",
    "StaffingQuota",
    "StatedFigure",
    "Submission",
    "SubmittedForm",
    "Target",
    "TrainingField",
    "Unit",
    "UnitAlias",
    "UnitVersion",
    "User",
    "Value",
]
