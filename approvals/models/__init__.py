"""The register of matters, what reviews found, who decided what, and the steps of the workflow."""

from .decisions import Duty, Part, Round, Vote
from .register import Matter, NameTag, Party, Restriction
from .reviews import Justification, NameHit, Review
from .steps import CheckGateTask, ColleagueTask, JudgeTask, VoteTask

__all__ = [
    "CheckGateTask",
    "ColleagueTask",
    "Duty",
    "JudgeTask",
    "Justification",
    "Matter",
    "NameHit",
    "NameTag",
    "Part",
    "Party",
    "Restriction",
    "Review",
    "Round",
    "Vote",
    "VoteTask",
]
