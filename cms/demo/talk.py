"""What people of the demo say about its posts: a comment, another wording, and questions to the adviser."""

from __future__ import annotations

from typing import Any

from approvals.models import Round
from approvals.services.comments import comment_write, texts_of
from approvals.services.questions import question_answer, question_ask, question_attach
from approvals.services.suggestions import suggestion_make
from cms.demo.court import Cast
from cms.demo.data import norvale
from cms.models import Post
from publishing.domain.digest import parse


def talk_write(cast: Cast) -> None:
    """Every entry of the data file's `talk`, said by the person whom it names about the newest post of that title."""
    for row in norvale()["talk"]:
        post = Post.objects.filter(court=cast.court, title=row["title"]).latest("pk")
        SAID[row["act"]](cast, row, post)


def _suggest(cast: Cast, row: dict[str, Any], post: Post) -> None:
    """With the return that it comes with."""
    round = _round(post)
    suggestion_make(
        task_state=round.workflow_state.current_task_state,
        person=cast.people[row["by"]],
        digest=round.digest,
        texts={"text": row["text"]},
        comment=row["why"],
    )


def _comment(cast: Cast, row: dict[str, Any], post: Post) -> None:
    round = _round(post)
    texts = texts_of(parse(round.content))
    surface = next(name for name, text in texts.items() if row["words"] in text)
    at = texts[surface].index(row["words"])
    place = (surface, at, at + len(row["words"]))
    comment_write(round=round, digest=round.digest, place=place, text=row["text"], by=cast.people[row["by"]])


def _ask(cast: Cast, row: dict[str, Any], post: Post) -> None:
    """Answered and shown to the approvers where the entry has an answer; else it waits."""
    asker = cast.people[row["by"]]
    question = question_ask(reviewable=post, text=row["text"], urgent=row.get("urgent", False), by=asker)
    if "answer" in row:
        question_answer(question=question, text=row["answer"], by=cast.people["selma"])
        question_attach(question=question, by=asker)


def _round(post: Post) -> Round:
    return Round.objects.filter(subject=f"post:{post.pk}").latest("pk")


SAID = {"suggest": _suggest, "comment": _comment, "ask": _ask}
