from approvals.docket_wording import ABOVE, COUNTRIES, FORMS, PROBLEMS, problem_words
from approvals.domain.court_patterns import REASONS
from approvals.domain.docket_forms import forms


def test_every_form_and_country_of_the_pack_has_words_and_no_other() -> None:
    assert set(FORMS) == set(forms())
    assert set(COUNTRIES) == {form.country for form in forms().values()}
    assert set(ABOVE) <= set(COUNTRIES)


def test_every_problem_of_a_pattern_has_words_with_a_remedy() -> None:
    assert set(PROBLEMS) == set(REASONS)
    assert all(len(problem_words(reason)) > 10 for reason in REASONS)
