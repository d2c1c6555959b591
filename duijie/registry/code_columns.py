"""Credit codes and registration numbers by the column: the rules of :mod:`duijie.codes.credit`, vectorised.

What :func:`duijie.codes.credit.read_credit_code` and :func:`~duijie.codes.credit.is_old_number` say of one text
is said here of a whole column at once; tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

Letters = npt.NDArray[np.uint8]
Fits = npt.NDArray[np.bool_]

_SHAPE: Final = r"^[1-9AHJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"
_DIGITS: Final = r"^[0-9]{15}$"
# What Python's \s means and the engine's does not: the four separators of ASCII.
_BLANKS: Final = r"[\s\x1c-\x1f\-—_.·]+"
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE: Final = np.zeros(128, dtype=np.int32)
_VALUE[[ord(letter) for letter in _LETTERS]] = range(31)
_INNER_VALUE: Final = np.zeros(128, dtype=np.int32)
_INNER_VALUE[[ord(letter) for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = range(36)
_WEIGHTS: Final = np.array([3**place % 31 for place in range(17)], dtype=np.int32)
_INNER_WEIGHTS: Final = np.array((3, 7, 9, 10, 5, 8, 4, 2), dtype=np.int32)
_CHECKS: Final = np.frombuffer(_LETTERS.encode(), dtype=np.uint8)
_INNER_CHECKS: Final = np.frombuffer(b"0123456789X", dtype=np.uint8)


def folded(codes: pl.Series) -> pl.Series:
    """Every text in half-width capitals without blanks and dashes."""
    return codes.str.normalize("NFKC").str.replace_all(_BLANKS, "").str.to_uppercase()


def are_credit_codes(codes: pl.Series) -> pl.Series:
    """Which of the folded texts are credit codes whose both check digits fit (GB 32100-2015, GB 11714-1997)."""
    return _where(codes, _SHAPE, 18, _credit_checks)


def are_old_numbers(codes: pl.Series) -> pl.Series:
    """Which of the folded texts are 15-digit numbers whose check digit fits (GS 15-2006: ISO 7064 MOD 11,10)."""
    return _where(codes, _DIGITS, 15, _old_checks)


def _where(codes: pl.Series, shape: str, width: int, checks: Callable[[Letters], Fits]) -> pl.Series:
    shaped = codes.str.contains(shape).fill_null(value=False)
    letters = np.frombuffer("".join(codes.filter(shaped).to_list()).encode("ascii"), dtype=np.uint8)
    fits = shaped.to_numpy().copy()
    fits[fits] = checks(letters.reshape(-1, width))
    return pl.Series(fits)


def _credit_checks(letters: Letters) -> Fits:
    outer = _CHECKS[-(_VALUE[letters[:, :17]] @ _WEIGHTS) % 31]
    inner = _INNER_CHECKS[-(_INNER_VALUE[letters[:, 8:16]] @ _INNER_WEIGHTS) % 11]
    fits: Fits = (outer == letters[:, 17]) & (inner == letters[:, 16])
    return fits


def _old_checks(letters: Letters) -> Fits:
    digits = letters.astype(np.int32) - ord("0")
    rest = np.full(len(digits), 10, dtype=np.int32)
    for place in range(14):
        rest = (rest + digits[:, place]) % 10
        rest[rest == 0] = 10
        rest = rest * 2 % 11
    fits: Fits = (rest + digits[:, 14]) % 10 == 1
    return fits
