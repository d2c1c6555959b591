"""The measures of economic complexity, on a matrix of places (rows) by industries (columns).

Nothing is ever divided by zero: a place or an industry with nothing has 0 everywhere, and no index (``nan``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
PRESENT: Final = 1.0
"""A place has an industry from this advantage on: it then has its share of the whole, or more."""
EXACT: Final = 1e-12
"""How near an index must be to the eigenvector."""
CHECKED: Final = 12
"""Steps between two looks at how near it is."""


class NoIndex(ValueError):
    """Complexity of a matrix that has none; says why."""


def advantage(counts: npt.NDArray[Any]) -> Matrix:
    """Revealed comparative advantage of each place in each industry; the same as the location quotient.

    ``(x_pi / x_p) / (x_i / x)``, 1 where a place has just its share. Weighted by ``x_p · x_i / x²`` its mean is 1.
    Source: Balassa (1965), Trade Liberalisation and "Revealed" Comparative Advantage, Manchester School 33.
    """
    counts = np.asarray(counts, float)
    industries = counts.sum(axis=0)
    shares: Matrix = counts / _or_one(counts.sum(axis=1))[:, None]
    shares /= _or_one(industries / _or_one(industries.sum()))[None, :]
    return shares


def presence(advantages: Matrix, *, least: float = PRESENT) -> Matrix:
    """1 where a place has an industry, else 0."""
    return (advantages >= least).astype(float)


def proximity(present: Matrix) -> Matrix:
    """How likely places that have one industry have the other, the less likely way round; 0 on the diagonal.

    ``φ_ij = Σ_p M_pi M_pj / max(Σ_p M_pi, Σ_p M_pj)``: square, symmetric, 0 to 1.
    Source: Hidalgo, Klinger, Barabási, Hausmann (2007), The Product Space Conditions the Development of Nations,
    Science 317. The diagonal is left out so that an industry does not speak for itself.
    """
    # Counts of places are exact in single precision, which multiplies twice as fast.
    single = present.astype(np.float32)
    near = (single.T @ single).astype(float)
    each = _or_one(near.diagonal().copy())
    near /= np.maximum.outer(each, each)
    np.fill_diagonal(near, 0.0)
    return near


def density(present: Matrix, near: Matrix) -> Matrix:
    """How much of what is near to an industry a place has, 0 to 1, for each place and industry.

    ``ω_pi = Σ_j M_pj φ_ji / Σ_j φ_ji``; 0 for an industry that nothing is near to. The field also calls it
    relatedness: Hidalgo et al. (2007), as above; Hidalgo et al. (2018), The Principle of Relatedness.
    """
    dense: Matrix = present @ near
    dense /= _or_one(near.sum(axis=0))[None, :]
    return dense


def complexity(present: Matrix) -> tuple[Matrix, Matrix]:
    """The index of each place (ECI) and of each industry (PCI): mean 0, standard deviation 1.

    The second eigenvectors of ``D⁻¹ M U⁻¹ Mᵀ`` and ``U⁻¹ Mᵀ D⁻¹ M``, with ``D`` how many industries a place has
    and ``U`` how many places an industry is in. ECI points the way of ``D``, PCI against ``U``. Places and
    industries with nothing are ``nan``. Raises :class:`NoIndex` where fewer than two of either are left.
    Source: Hidalgo, Hausmann (2009), The building blocks of economic complexity, PNAS 106; the eigenvectors:
    Hausmann et al. (2014), The Atlas of Economic Complexity.
    """
    rows, columns = np.asarray(present.any(axis=1)), np.asarray(present.any(axis=0))
    if rows.sum() < 2 or columns.sum() < 2:
        reason = f"{rows.sum()} places have an industry and {columns.sum()} industries a place"
        raise NoIndex(f"There is no complexity: {reason}. At least two of each are needed.")
    core = present[np.ix_(rows, columns)]
    diversity, ubiquity = core.sum(axis=1), core.sum(axis=0)
    # B := D^-½ M U^-½: both matrices have the spectrum of B Bᵀ, which is symmetric, and its first eigenvector is
    # known to be √D. One vector is sought instead of two whole decompositions.
    even = core / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    place = _second(even, np.sqrt(diversity / diversity.sum()))
    industry = even.T @ place
    places, industries = np.full(len(rows), np.nan), np.full(len(columns), np.nan)
    places[rows] = _standard(place / np.sqrt(diversity), diversity)
    industries[columns] = _standard(industry / np.sqrt(ubiquity), -ubiquity)
    return places, industries


@dataclass(frozen=True)
class Space:
    """All measures of one matrix ``counts`` (places × industries), each computed once and when first asked for."""

    counts: npt.NDArray[Any]

    @cached_property
    def advantage(self) -> Matrix:
        """See :func:`advantage`."""
        return advantage(self.counts)

    @cached_property
    def present(self) -> Matrix:
        """See :func:`presence`."""
        return presence(self.advantage)

    @cached_property
    def near(self) -> Matrix:
        """See :func:`proximity`."""
        return proximity(self.present)

    @cached_property
    def density(self) -> Matrix:
        """See :func:`density`."""
        return density(self.present, self.near)

    @cached_property
    def complexity(self) -> tuple[Matrix, Matrix]:
        """See :func:`complexity`."""
        return complexity(self.present)


def _standard(values: Matrix, along: Matrix) -> Matrix:
    """Mean 0, deviation 1, pointing the way of ``along``; all 0 where nothing differs."""
    deviation = values.std()
    if deviation < 1e-12:
        return np.zeros_like(values)
    values = (values - values.mean()) / deviation
    return -values if values @ (along - along.mean()) < 0 else values


def _second(even: Matrix, first: Matrix) -> Matrix:
    """The eigenvector of ``even @ even.T`` next to ``first``, by Lanczos steps that stay orthogonal to all before.

    The start is fixed, so that the same matrix gives the same figures. Source: Golub, Van Loan, Matrix
    Computations, chapter 10; full reorthogonalisation costs little at these sizes.
    """
    size = len(first)
    basis = np.zeros((size, size))
    basis[0] = first
    diagonal, beside = [], []
    step = np.cos(np.arange(size) * 1.7) + 0.1
    for at in range(1, size):
        for _ in range(2):
            step -= basis[:at].T @ (basis[:at] @ step)
        length = float(np.linalg.norm(step))
        if at > 1:
            beside.append(length)
        if length < 1e-12:
            break
        basis[at] = step / length
        step = even @ (even.T @ basis[at])
        diagonal.append(float(basis[at] @ step))
        if at % CHECKED == 0 and _left(diagonal, beside, step, basis[: at + 1]) < EXACT:
            break
    vectors = np.linalg.eigh(_tridiagonal(diagonal, beside))[1]
    found: Matrix = basis[1 : len(diagonal) + 1].T @ vectors[:, -1]
    return found


def _left(diagonal: list[float], beside: list[float], step: Matrix, basis: Matrix) -> float:
    """How far the best vector so far is from being one: the residual over the distance to the next value."""
    values, vectors = np.linalg.eigh(_tridiagonal(diagonal, beside))
    rest = step - basis.T @ (basis @ step)
    return float(np.linalg.norm(rest) * abs(vectors[-1, -1]) / max(values[-1] - values[-2], 1e-300))


def _tridiagonal(diagonal: list[float], beside: list[float]) -> Matrix:
    beside = beside[: len(diagonal) - 1]
    return np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)


def _or_one(below: Any) -> Any:
    """What is divided by, 1 where it is 0: what stands above is 0 there too."""
    return np.where(below == 0, 1.0, below)
