"""What is stored, its constraints, and who may see it."""

from workforce.models.accounts import User
from workforce.models.audit import AuditEvent
from workforce.models.dimensions import Dimension, Value
from workforce.models.documents import Clause, Document
from workforce.models.figures import StatedFigure
from workforce.models.headcounts import Headcount, RolledHeadcount, StaffingQuota
from workforce.models.imports import ImportBatch, RememberedMatch
from workforce.models.indicators import Indicator, Selection
from workforce.models.snapshots import Revision, Snapshot, SnapshotUnit, Submission
from workforce.models.targets import Milestone, PaceThreshold, Target
from workforce.models.units import Reorganisation, ReorganisationLink, Unit, UnitAlias, UnitVersion

__all__ = [
    "AuditEvent",
    "Clause",
    "Dimension",
    "Document",
    "Headcount",
    "ImportBatch",
    "Indicator",
    "Milestone",
    "PaceThreshold",
    "RememberedMatch",
    "Reorganisation",
    "ReorganisationLink",
    "Revision",
    "RolledHeadcount",
    "Selection",
    "Snapshot",
    "SnapshotUnit",
    "StaffingQuota",
    "StatedFigure",
    "Submission",
    "Target",
    "Unit",
    "UnitAlias",
    "UnitVersion",
    "User",
    "Value",
]
