"""The register of matters, what reviews found, who decided what, and the steps of the workflow."""

from .checklist import Answer
from .deadlines import TimeAct
from .decisions import Duty, Part, Round, Vote
from .drills import Drill
from .emergencies import SoloRelease, Verdict
from .hearings import Hearing
from .homonyms import Homonym, HomonymState, ProbeAlert
from .imports import ImportState, IndexRules, RegisterImport, RegisterSource, StagedChange
from .index import NameEntry, NameTag
from .orders import OrderFile, Restriction
from .quiet import QuietKind, QuietPeriod
from .register import Matter, MatterJudge, Nature, Party
from .reviews import Justification, NameHit, Review
from .roster import Delegation, Turn
from .rulebook import Evaluation, EvaluationState, RuleChange, RuleKind
from .rules import CourtPattern, CourtRules
from .steps import BenchTask, CheckGateTask, DeskTask, VoteTask
from .sweeps import Decision, Objection, Sweep
from .talk import Question, QuestionState, QuestionWords, ReviewComment, Suggestion, SuggestionState

__all__ = [
    "Answer",
    "BenchTask",
    "CheckGateTask",
    "CourtPattern",
    "CourtRules",
    "Decision",
    "Delegation",
    "DeskTask",
    "Drill",
    "Duty",
    "Evaluation",
    "EvaluationState",
    "Hearing",
    "Homonym",
    "HomonymState",
    "ImportState",
    "IndexRules",
    "Justification",
    "Matter",
    "MatterJudge",
    "NameEntry",
    "NameHit",
    "NameTag",
    "Nature",
    "Objection",
    "OrderFile",
    "Part",
    "Party",
    "ProbeAlert",
    "Question",
    "QuestionState",
    "QuestionWords",
    "QuietKind",
    "QuietPeriod",
    "RegisterImport",
    "RegisterSource",
    "Restriction",
    "Review",
    "ReviewComment",
    "Round",
    "RuleChange",
    "RuleKind",
    "SoloRelease",
    "StagedChange",
    "Suggestion",
    "SuggestionState",
    "Sweep",
    "TimeAct",
    "Turn",
    "Verdict",
    "Vote",
    "VoteTask",
]
