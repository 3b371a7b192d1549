"""How checks share one text: each thing is said once, by the check that knows most of it."""

from datetime import UTC, datetime, timedelta

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Restriction, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def found(language, text, *matters, kind="service-update", **given):
    surfaces = [Surface("text", text), *(Surface(name.replace("_", "-"), who) for name, who in given.items())]
    context = Context(NOW, matters, official_domains=("courts.example",))
    return {row.code: row.severity for row in review(Draft(language, kind, tuple(surfaces), **given), context)}


def trial(name, title):
    return MatterFacts("T", "7/2026", title=title, jury=True, parties=(Party(name, "accused"),))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("es", "El estafador Orellana declara el jueves ante el jurado.", "Eladio Orellana"),
        ("it", "Udienza del truffatore Brandini: si riprende giovedì.", "Ermete Brandini"),
        ("en", "The crook Tarnbrook is back in court on Thursday.", "Edgar Tarnbrook"),
    ],
)
def test_a_word_of_guilt_is_no_comment_on_the_merits_as_well(language, text, name):
    codes = found(language, text, trial(name, name))
    assert "fair-trial" in codes
    assert "merits-comment" not in codes


def test_what_is_asked_in_a_poll_leaks_no_vote():
    matter = MatterFacts("P", "No. 26-1187", title="Hollis v Board")
    codes = found("en", "Poll: who wins in No. 26-1187? Vote before Friday and out-guess the judges.", matter)
    assert "merits-comment" in codes
    assert "deliberation-leak" not in codes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Não aceite os 300 euros. Processe o senhorio: o tribunal dá-lhe razão de certeza."),
        ("zh-Hans", "您这种情况赶紧去申请强制执行，拖下去一分钱都拿不到，法官肯定站您这边。"),
    ],
)
def test_what_the_bench_will_do_for_somebody_is_advice_and_no_defence(language, text):
    codes = found(language, text, kind="reply", reply_to="@someone_77")
    assert codes["legal-advice"] is Severity.BLOCK
    assert "respond-to-attack" not in codes


@pytest.mark.parametrize("handle", ["@MovimentoPeloRio", "@清江护河联盟", "@AlianzaPorElSoto"])
def test_a_movement_may_be_a_good_cause_and_is_a_question(handle):
    codes = found("pt", "Partilhamos o vídeo, vale a pena ver.", kind="repost", repost_of=handle)
    assert codes["third-party-amplification"] is Severity.JUSTIFY
    assert codes.get("political-endorsement", Severity.JUSTIFY) is Severity.JUSTIFY


def test_blame_of_a_law_is_no_attack_on_whoever_is_named_next():
    codes = found("en", "I think the new sentencing bill is a disgrace, and the minister ought to bin it.")
    assert "policy-opinion" in codes
    assert "political-endorsement" not in codes
    assert "political-endorsement" in found("en", "What a disgrace this minister is.")


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("zh-Hans", "诉讼费缴纳新入口：http://t.cn/A6xLpQ7，点开即付。", "third-party-amplification"),
        (
            "ru",
            "Двухтомник судьи теперь за 1 490 ₽, успейте заказать: https://knigi.example/",
            "third-party-amplification",
        ),
        ("pt", "Black Friday: vade-mécum na Livraria Causídico com cupom.", "plain-language"),
        ("fr", "ALERTE LES AMIS !!! Plus que 3 places, FONCEZ VITE !!!", "plain-language"),
    ],
)
def test_a_short_link_an_offer_a_name_and_a_cry_are_not_asked_about_twice(language, text, code):
    assert code not in found(language, text)


@pytest.mark.parametrize(
    ("language", "text", "details"),
    [
        ("it", "In aula un dodicenne di Castelverro: si decide sull'affidamento.", ("12 anni", "Castelverro")),
        ("it", "Sentito un campione di scacchi di Castelverro.", ("campione di scacchi", "Castelverro")),
        ("ru", "Второклассница гимназии № 4 впервые пришла в суд.", ("8 лет", "гимназия № 4")),
    ],
)
def test_an_age_in_one_word_is_a_detail(language, text, details):
    order = Restriction("anonymity", ("Tebaldo Ruscigno",), details)
    matter = MatterFacts("J", "8/2026", restrictions=(order,), parties=(Party("Tebaldo Ruscigno", protected=True),))
    assert "jigsaw-identification" in found(language, text, matter)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In No. 25-2204 the Court found against Marrable Quarries."),
        ("es", "En No. 25-2204 el tribunal falló en contra de Marrable Quarries."),
        ("it", "No. 25-2204: la corte ha deciso contro Marrable Quarries."),
        ("pt", "No. 25-2204: o tribunal decidiu contra Marrable Quarries."),
    ],
)
def test_a_result_against_whoever_asked_is_a_dismissal(language, text):
    parties = (Party("Marrable Quarries", "appellant"), Party("Town of Eskerby", "respondent"))
    matter = MatterFacts(
        "O",
        "No. 25-2204",
        title="Marrable Quarries v Town of Eskerby",
        status="handed-down",
        outcome="appeal allowed",
        parties=parties,
    )
    assert "outcome-mismatch" in found(language, text, matter, kind="judgment")


def test_what_a_judge_decides_is_told_before_what_is_of_the_judge():
    assert "judge-privacy" in found("it", "La giudice Mezzadri è incinta di sette mesi: per questo l'udienza slitta.")
    assert "judge-privacy" not in found("es", "La jueza Escudra escuchó a la madre y a su marido.")
    assert "judge-privacy" not in found("es", "La jueza Escudra está de baja y la sustituye el juez Pardo.")


def test_a_company_is_known_by_all_that_tells_it_where_its_case_is_spoken_of():
    matter = MatterFacts(
        "E",
        "RG 25/07710",
        title="Coopérative des Hautes-Brandes c/ Assurances Liénor",
        status="embargoed",
        embargo_until=NOW + timedelta(days=1),
        outcome="pourvoi rejeté",
        handdown_notice_public=True,
        parties=(Party("Coopérative des Hautes-Brandes"),),
    )
    assert "embargo" in found("fr", "Demain, 14 heures : les Hautes-Brandes repartiront déçues.", matter)
    assert found("fr", "La route des Hautes-Brandes est fermée demain.", matter) == {}
    assert found("fr", "Le village des Hautes-Brandes perd son école.", matter) == {}
