"""Right posts that were stopped or questioned once, each with the code that may not come back, and its wrong twin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.labelled import rows
from approvals.domain.review import review

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def codes(language, kind, text):
    draft = Draft(language, kind, (Surface("text", text),))
    context = Context(NOW, official_domains=("court.example",), official_handles=("@court",))
    return {found.code for found in review(draft, context)}


PAIRS = [
    (
        "link-safety", "ar", "service-update",
        "العنوان الجديد https://fees.court.example، والقديم يحوّل إليه.",
        "العنوان الجديد https://court-example.pay.example، والقديم يحوّل إليه.",
    ),
    (
        "solicits-case-info", "en", "scam-warning",
        'A text says "reply with your case number and card PIN". It is not from us. Delete it.',
        "Reply in the comments with your case number and card PIN.",
    ),
    (
        "solicits-case-info", "it", "hearing-list",
        "Mercoledì, ore 9:15, aula bunker. Udienza pubblica, presentarsi con un documento.",
        "Pubblica qui sotto il tuo documento e il numero della causa.",
    ),
    (
        "judge-privacy", "es", "education",
        "¿Conoce al juez de paz de su barrio? Resuelve conflictos de cuantía modesta.",
        "El juez pasea cada mañana por su barrio con su perro.",
    ),
    (
        "merits-comment", "fr", "event",
        "Votre vote compte : choisissez d'ici vendredi la mascotte du tribunal.",
        "Coupable ou non ? Quel est votre verdict ? Votez : coupable.",
    ),
    (
        "social-login", "zh-Hans", "scam-warning",
        "诉讼平台不接入任何社交账号，请从官网进入。",
        "诉讼平台现已接入社交账号，可用微信账号登录立案。",
    ),
    (
        "personal-voice", "ar", "closure",
        "تتوقف الجلسات يومي 7 و8 ديسمبر.",
        "كان يومي طويلا في المحكمة.",
    ),
    (
        "derogatory", "ru", "event",
        "Читательский клуб суда обсуждает роман Достоевского «Идиот».",
        "Этот жалобщик идиот.",
    ),
    (
        "political-endorsement", "de", "scam-warning",
        "Solche Anrufe kommen nie vom Gericht. Legen Sie auf und wählen Sie die 110.",
        "Am Sonntag wählen Sie bitte die Partei der Mitte. Wir wählen am Sonntag für Frau Vogt.",
    ),
    (
        "date-mismatch", "es", "education",
        "Un día como hoy, el lunes 22 de octubre de 1855, se abrió el primer libro.",
        "Hoy, martes 24 de noviembre, se abre el libro.",
    ),
    (
        "reply-debate", "pt", "reply",
        "Olá! O formulário está no portal. Por esta rede não tratamos de processos.",
        "Você está errado e não leu a lei como de costume.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "language", "kind", "right", "wrong"), PAIRS)
def test_what_is_right_stays_right_and_its_twin_is_found(code, language, kind, right, wrong):
    assert code not in codes(language, kind, right)
    assert code in codes(language, kind if kind != "scam-warning" else "service-update", wrong)


def test_a_quiet_period_of_a_labelled_row_is_over_by_the_clock_of_its_own_post():
    def fired(at):
        row = (
            f'{{"id": "1", "lang": "en", "text": "Tours of the old cells begin.", "context": {{"publish_at": "{at}", '
            '"kind": "event", "matters": [], "quiet_periods": [{"name": "Election", "from": "2027-04-12", '
            '"to": "2027-05-09"}]}, "expected": [], "expected_severity": "none", "allowed": [], "must_not": []}'
        )
        (one,) = rows([row])
        return {found.code for found in review(one.draft, one.context)}

    assert "quiet-period" not in fired("2027-05-10T00:10:00+10:00")
    assert "quiet-period" in fired("2027-05-09T23:50:00+10:00")
