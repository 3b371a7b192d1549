from datetime import timedelta

import pytest

from approvals.domain.checks.outcome_mismatch import registered
from approvals.domain.findings import Context, MatterFacts
from approvals.domain.severity import Severity

from .cases import context, embargoed
from .posts import NOW, found, words

TITLE = "Larkfield Council v Moss"
DIFFERENT = [
    ("en", f"{TITLE}: the Court dismisses the appeal.", TITLE, "allowed"),
    ("en", f"{TITLE}: appeal allowed.", TITLE, "dismissed"),
    ("en", f"{TITLE}: the Court did not allow the appeal.", TITLE, "allowed"),
    ("en", f"{TITLE}: the order is quashed.", TITLE, "dismissed"),
    ("en", f"{TITLE}: appeal allowed in part.", TITLE, "allowed"),
    ("en", f"{TITLE}: appeal allowed.", TITLE, "allowed-in-part"),
    ("en", f"The jury found the defendant not guilty in {TITLE}.", TITLE, "convicted"),
    ("en", f"{TITLE}: the defendant was convicted today.", TITLE, "acquitted"),
    ("en", f"{TITLE}: the Court dismisses the claim.", TITLE, "settled"),
    ("fr", "Affaire Moreuil : la cour rejette l'appel.", "affaire Moreuil", "allowed"),
    ("fr", "Affaire Moreuil : la cour infirme le jugement.", "affaire Moreuil", "rejeté"),
    ("es", "Caso Larrondo: el Tribunal desestima el recurso.", "caso Larrondo", "estimado"),
    ("es", "Caso Larrondo: el Tribunal estima el recurso.", "caso Larrondo", "desestimado"),
    ("it", "Caso Bressan: la Corte rigetta il ricorso.", "caso Bressan", "accolto"),
    ("it", "Caso Bressan: ricorso accolto.", "caso Bressan", "rigettato"),
    ("pt", "Caso Andrada: recurso improvido.", "caso Andrada", "provido"),
    ("pt", "Caso Andrada: o Tribunal deu provimento ao recurso.", "caso Andrada", "desprovido"),
    ("zh-Hans", "白露案：本院撤销原判，支持上诉人请求。", "白露案", "驳回上诉"),
    ("zh-Hans", "白露案：判决驳回上诉，维持原判。", "白露案", "改判"),
    ("ar", "قضية الزبيدي: قضت المحكمة بقبول الطعن ونقض الحكم.", "قضية الزبيدي", "رفض"),
    ("ar", "قضية الزبيدي: قضت المحكمة برفض الطعن.", "قضية الزبيدي", "قبول"),
    ("ru", "Дело Рощиной: жалоба удовлетворена.", "дело Рощиной", "отказано"),
    ("ru", "Дело Рощиной: в удовлетворении жалобы отказано.", "дело Рощиной", "удовлетворено"),
    ("tr", "Selvi davası: temyiz istemi kabul edildi.", "Selvi davası", "ret"),
    ("tr", "Selvi davası: temyiz isteminin reddine karar verildi.", "Selvi davası", "kabul"),
    ("de", "Sache Kornblum: Die Revision wird zurückgewiesen.", "Sache Kornblum", "stattgegeben"),
    ("en", f"{TITLE}: the appeal was thrown out.", TITLE, "appeal allowed"),
    ("en", f"{TITLE}: the appeal succeeded.", TITLE, "appeal not allowed"),
    ("fr", "Affaire Moreuil : l'appel l'emporte à l'unanimité.", "affaire Moreuil", "appel rejeté"),
    ("fr", "Affaire Moreuil : le recours a échoué.", "affaire Moreuil", "recours accueilli"),
    ("es", "Caso Larrondo: el recurso salió adelante.", "caso Larrondo", "recurso desestimado"),
    ("it", "Caso Bressan: il ricorso ha avuto successo.", "caso Bressan", "ricorso respinto"),
    ("pt", "Caso Andrada: o recurso saiu vencedor.", "caso Andrada", "apelação desprovida"),
    ("de", "Sache Kornblum: Die Klage ist gescheitert.", "Sache Kornblum", "Klage stattgegeben"),
    ("zh-Hans", "白露案：上诉人打赢了官司。", "白露案", "判决驳回上诉"),
    ("ar", "قضية الزبيدي: كسب الطاعن دعواه.", "قضية الزبيدي", "الحكم برفض الطعن"),
    ("ru", "Дело Рощиной: заявитель проиграл дело.", "дело Рощиной", "жалоба удовлетворена"),
    ("tr", "Selvi davası: davacı kaybetti.", "Selvi davası", "davanın kabulü"),
]
SAME = [
    ("en", f"{TITLE}: the Court allows the appeal.", TITLE, "allowed"),
    ("en", f"{TITLE}: the Court dismisses the cross-appeal and allows the appeal.", TITLE, "allowed"),
    ("en", f"{TITLE}: appeal allowed; the decision of the trial court, which dismissed the claim, is set aside.", TITLE,
     "allowed"),
    ("en", f"{TITLE}: the Court allows the appeal on ground 1 and dismisses it on ground 2.", TITLE, "allowed-in-part"),
    ("en", f"{TITLE}: conviction upheld, appeal dismissed.", TITLE, "dismissed"),
    ("en", f"{TITLE}: photography is not allowed in Courtroom 3.", TITLE, "dismissed"),
    ("en", f"Allowed, dismissed, remitted: what the words mean. For {TITLE}, see our list.", TITLE, ""),
    ("fr", "Affaire Moreuil : la cour infirme le jugement et fait droit à la demande.", "affaire Moreuil", "allowed"),
    ("es", "Caso Larrondo: el Tribunal desestima el recurso.", "caso Larrondo", "desestimado"),
    ("it", "Caso Bressan: la Corte accoglie il ricorso.", "caso Bressan", "accolto"),
    ("pt", "Caso Andrada: recurso não provido.", "caso Andrada", "desprovido"),
    ("zh-Hans", "白露案：判决驳回上诉，维持原判。", "白露案", "dismissed"),
    ("ar", "قضية الزبيدي: قضت المحكمة برفض الطعن وتأييد الحكم.", "قضية الزبيدي", "رفض"),
    ("ru", "Дело Рощиной: в удовлетворении жалобы отказано.", "дело Рощиной", "отказано"),
    ("tr", "Selvi davası: temyiz isteminin reddine karar verildi.", "Selvi davası", "ret"),
    ("de", "Sache Kornblum: Der Klage wurde stattgegeben.", "Sache Kornblum", "allowed"),
]  # fmt: skip


def decided(title, outcome, docket="No. 24-500", **facts):
    return MatterFacts(facts.pop("code", "D1"), docket, title=title, status="handed-down", outcome=outcome, **facts)


def told(language, text, matter, kind="judgment"):
    return found("outcome-mismatch", language, text, kind, context(matter))


@pytest.mark.parametrize(("language", "text", "title", "outcome"), DIFFERENT, ids=lambda value: str(value)[:40])
def test_a_result_that_is_not_the_registers_is_blocked(language, text, title, outcome):
    rows = told(language, text, decided(title, outcome))
    assert {(row.severity, row.reason) for row in rows} == {(Severity.BLOCK, "outcome-differs")}


@pytest.mark.parametrize(("language", "text", "title", "outcome"), SAME, ids=lambda value: str(value)[:40])
def test_the_result_of_the_register_passes_in_any_words(language, text, title, outcome):
    assert told(language, text, decided(title, outcome)) == []


def test_two_results_are_a_question():
    text = f"{TITLE}: the Court allows the appeal of the tenant and dismisses the claim of the council."
    rows = told("en", text, decided(TITLE, "allowed"))
    assert [(row.severity, row.reason) for row in rows] == [(Severity.JUSTIFY, "outcome-two")]


def test_while_under_embargo_nothing_is_answered_since_the_answer_would_tell():
    matter = embargoed("No. 24-500", TITLE, "Ada Moss", outcome="allowed")
    assert told("en", f"{TITLE}: appeal dismissed.", matter) == []
    later = embargoed("No. 24-500", TITLE, "Ada Moss", outcome="allowed", embargo_until=NOW - timedelta(seconds=1))
    assert told("en", f"{TITLE}: appeal dismissed.", later) != []


def test_in_a_list_each_result_is_that_of_its_own_matter():
    one, other = decided("Ash v Birch", "allowed"), decided("Clay v Dunn", "dismissed", "No. 24-501", code="D2")
    both = Context(NOW, (one, other))
    right = "Ash v Birch: appeal allowed. Clay v Dunn: appeal dismissed."
    assert found("outcome-mismatch", "en", right, "judgment", both) == []
    wrong = "Ash v Birch: appeal dismissed. Clay v Dunn: appeal allowed."
    assert len(found("outcome-mismatch", "en", wrong, "judgment", both)) == 2


def test_a_citation_of_the_same_form_with_one_other_number_is_blocked():
    matter = decided(TITLE, "dismissed", citations=("[2026] NVSC 12",))
    text = f"[2026] NVSC 21, {TITLE}: appeal dismissed."
    rows = told("en", text, matter)
    assert ([row.reason for row in rows], words(text, rows)) == (["citation-differs"], ["[2026] NVSC 21"])
    assert told("en", f"[2026] NVSC 12, {TITLE}: appeal dismissed.", matter) == []
    assert told("en", f"{TITLE}: appeal dismissed. The Court followed its judgment [2019] NVSC 3.", matter) == []


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("en", f"{TITLE}: appeal dismissed by a majority of four to one.", "four to one"),
        ("en", f"{TITLE}: appeal dismissed, 4-1, two judges writing.", "4-1"),
        ("fr", f"{TITLE} : appel rejeté par quatre voix contre une.", "quatre voix contre une"),
        ("es", f"{TITLE}: recurso desestimado por mayoría, cuatro a uno.", "cuatro a uno"),
    ],
)
def test_votes_that_do_not_add_up_to_the_bench_are_blocked(language, text, marked):
    rows = told(language, text, decided(TITLE, "dismissed", judges=("Amory", "Breck", "Coyle")))
    assert ([row.reason for row in rows], words(text, rows)) == (["vote-differs"], [marked])
    full = decided(TITLE, "dismissed", judges=("Amory", "Breck", "Coyle", "Dane", "Ewart"))
    assert told(language, text, full) == []


def test_hours_are_no_votes():
    matter = decided(TITLE, "dismissed", judges=("Amory", "Breck", "Coyle"))
    assert told("en", f"{TITLE}: appeal dismissed. The judges sit again from 9 to 5.", matter) == []


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("allowed", "allowed"), ("Partly allowed", "allowed-in-part"), ("rejeté", "dismissed"),
        ("estimado parcialmente", "allowed-in-part"), ("desprovido", "dismissed"), ("驳回上诉", "dismissed"),
        ("驳回起诉", "struck-out"), ("رفض", "dismissed"), ("отказано", "dismissed"), ("kabul", "allowed"),
        ("struck-out", "struck-out"), ("appeal allowed", "allowed"), ("recurso improvido", "dismissed"),
        ("davanın kabulü", "allowed"), ("davanın reddi", "dismissed"), ("appeal not allowed", "dismissed"),
        ("Der Klage wird stattgegeben", "allowed"), ("в иске отказано", "dismissed"), ("sentence reduced", ""),
        ("judgment set aside, claim dismissed", ""), ("撤销原判，驳回诉讼请求", ""), ("settled", "settled"),
        ("remitted", "remitted"), ("", ""), ("???", ""),
    ],
)  # fmt: skip
def test_the_registers_words_become_one_vocabulary(said, word):
    assert registered(said) == word
