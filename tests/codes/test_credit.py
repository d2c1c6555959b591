"""Credit codes: check digits, faults, what a code tells, and the fifteen-digit numbers before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.codes.credit import (
    CreditCode,
    Fault,
    WrongCode,
    check_letter,
    is_old_number,
    organisation_check,
    read_credit_code,
)

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def made(head: str, number: str) -> str:
    body = head + number + organisation_check(number)
    return body + check_letter(body)


codes = st.builds(
    made,
    st.tuples(
        st.sampled_from("159ANY"), st.sampled_from("1239"), st.text("0123456789", min_size=6, max_size=6)
    ).map("".join),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
).filter(lambda code: code[16] in LETTERS)


@given(codes)
def test_a_code_with_fitting_check_digits_is_read(code: str) -> None:
    read = read_credit_code(code)
    assert isinstance(read, CreditCode)
    assert (read.text, read.division, read.organisation_number) == (code, code[2:8], code[8:17])


@given(codes)
def test_case_width_and_blanks_do_not_matter(code: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code.lower())
    assert read_credit_code(f" {wide[:6]} {wide[6:]}\u3000") == read_credit_code(code)


@given(codes, st.integers(0, 17), st.sampled_from(LETTERS))
def test_one_wrong_character_never_passes(code: str, at: int, letter: str) -> None:
    damaged = code[:at] + letter + code[at + 1 :]
    assert damaged == code or isinstance(read_credit_code(damaged), WrongCode)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.LENGTH),
        ("无", Fault.LENGTH),
        ("91310000607324490", Fault.LENGTH),
        ("9131000060732449OF", Fault.LETTER),
        ("91310000607324490E", Fault.CHECK),
        ("91310000607324498" + check_letter("91310000607324498"), Fault.INNER_CHECK),
    ],
)
def test_a_wrong_code_says_what_is_wrong(text: str, fault: Fault) -> None:
    read = read_credit_code(text)
    assert isinstance(read, WrongCode)
    assert read.fault is fault
    assert read.reason.zh
    assert read.reason.en


@pytest.mark.parametrize(
    ("head", "registered"),
    [("911311", "企业"), ("92", "个体工商户"), ("12", "事业单位"), ("51", "社会团体"), ("Y9", "其他")],
)
def test_a_code_tells_what_is_registered(head: str, registered: str) -> None:
    read = read_credit_code(made((head + "110000")[:8], "60732449"))
    assert isinstance(read, CreditCode)
    assert read.registered_as.zh == registered


@given(st.text("0123456789", min_size=14, max_size=14))
def test_one_last_digit_of_ten_fits_an_old_number(first: str) -> None:
    assert sum(is_old_number(first + last) for last in "0123456789") == 1


def test_other_texts_are_no_old_number() -> None:
    assert not is_old_number("企合苏分字第00087")
    assert not is_old_number("1234")
