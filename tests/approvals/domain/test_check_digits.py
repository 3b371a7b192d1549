import pytest
from stdnum.cl import rut

from approvals.domain.check_digits import RULES, cnj_valid, right, ruc_valid
from approvals.domain.docket_forms import forms


def test_every_rule_belongs_to_a_form_and_takes_its_example() -> None:
    assert set(RULES) <= set(forms())
    assert all(right(code, forms()[code].valid) for code in RULES)


def test_check_digits_of_a_brazilian_number() -> None:
    assert cnj_valid("0000002-65.2005.4.05.8100")
    assert not cnj_valid("0001234-56.2024.8.26.0100")


def test_any_one_wrong_digit_of_a_brazilian_number_shows() -> None:
    number = "0000002-65.2005.4.05.8100"
    for place, char in enumerate(number):
        if char.isdigit():
            wrong = number[:place] + str((int(char) + 1) % 10) + number[place + 1 :]
            assert not cnj_valid(wrong), wrong


@pytest.mark.parametrize("body", ["1700000001", "2601234567", "2600000017"])
def test_the_check_digit_of_a_chilean_ruc(body: str) -> None:
    digit = rut.calc_check_digit(body)
    assert ruc_valid(f"RUC {body}-{digit}")
    assert ruc_valid(f"ruc {body} - {digit.lower()}")
    assert [d for d in "0123456789K" if ruc_valid(f"RUC {body}-{d}")] == [digit]


def test_a_chilean_rol_has_no_check_digit() -> None:
    assert right("cl", "Rol N° 1234-2023")


def test_forms_without_check_digits_are_never_wrong() -> None:
    assert right("de-gen", "VI ZR 252/19")
