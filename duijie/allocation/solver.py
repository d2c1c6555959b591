"""HiGHS at work on rows: the relaxation with its prices, and whole answers to a part of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from duijie.allocation.program import Limit

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best when projects may be split: its worth, the shares, the price of each row, what each column loses."""

    worth: float
    shares: Numbers
    prices: Numbers
    loss: Numbers


class Rows:
    """Rows as one sparse matrix, each divided by what it allows so that all are of one size."""

    def __init__(self, limits: Sequence[Limit], columns: int) -> None:
        self.count, self.columns = len(limits), columns
        sizes = [len(one.columns) for one in limits]
        self.row = np.repeat(np.arange(len(limits)), sizes)
        self.column = np.array([place for one in limits for place in one.columns], dtype=np.int64)
        self.amount = np.array([float(amount) for one in limits for amount in one.amounts])
        self.most = np.array([float(one.most) for one in limits])
        self.members = [np.array(one.columns, dtype=np.int64) for one in limits]

    def taken(self, chosen: npt.NDArray[np.bool_]) -> Numbers:
        """What a choice takes of each row."""
        return np.bincount(self.row, self.amount * chosen[self.column], self.count).astype(np.float64)

    def kept(self, chosen: npt.NDArray[np.bool_]) -> bool:
        """Whether no row is exceeded. Amounts are whole and small enough to be exact as floats."""
        return bool((self.taken(chosen) <= self.most).all())

    def relaxed(self, worth: Numbers, *, seconds: float) -> Relaxed:
        """The relaxation at its best; where the clock ends it, nothing is known and the worth without end."""
        import highspy  # noqa: PLC0415 -- as below

        solver = _solver(self.row, self.column, self.amount, self.most, worth, whole=False)
        solver.setOptionValue("time_limit", max(seconds, 0.1))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            nothing = np.zeros(self.columns)
            return Relaxed(inf, nothing, np.zeros(self.count), nothing)
        told = solver.getSolution()
        # A column at its upper bound has a price of its own; all columns of its project lose as much.
        return Relaxed(
            -float(solver.getInfo().objective_function_value), np.array(told.col_value),
            np.maximum(-np.array(told.row_dual), 0.0), np.array(told.col_dual),
        )  # fmt: skip

    def whole(
        self,
        worth: Numbers,
        chosen: npt.NDArray[np.bool_],
        free: Places,
        *,
        nodes: int,
        enough: float,
        seconds: float,
    ) -> npt.NDArray[np.bool_] | None:
        """A whole choice that keeps all but the ``free`` columns as they are; ``None`` where none was found.

        It ends at so many ``nodes``, at a sum of ``enough``, when nothing better by 1 is left, or when the clock says so.
        """
        place = np.full(self.columns, -1)
        place[free] = np.arange(len(free))
        still = chosen.copy()
        still[free] = False
        left = self.most - self.taken(still)
        mine = place[self.column] >= 0
        rows, columns, amounts = self.row[mine], place[self.column[mine]], self.amount[mine]
        binds = np.bincount(rows, np.maximum(amounts, 0), self.count) > left
        mine = binds[rows]
        number = np.cumsum(binds) - 1
        solver = _solver(
            number[rows[mine]], columns[mine], amounts[mine], left[binds], worth[free], whole=True
        )
        for option, value in (
            ("mip_max_nodes", nodes), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999),
            ("mip_detect_symmetry", False), ("time_limit", seconds), ("mip_heuristic_effort", 0.3),
            ("objective_target", -(enough - float(worth[still].sum())) + 1e-6),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        solver.run()
        told = solver.getSolution()
        if not told.value_valid:
            return None
        still[free] = np.array(told.col_value) > 0.5
        return still if self.kept(still) else None


def whole(
    rows: Places,
    columns: Places,
    amounts: Numbers,
    most: Numbers,
    worth: Numbers,
    *,
    gap: float,
    nodes: int,
    seconds: float,
    start: npt.NDArray[np.bool_] | None = None,
) -> tuple[Numbers | None, float | None]:
    """The whole choice worth most, to within ``gap``, and the bound on its worth, each where one was found.

    ``rows`` in order; ``start`` is a choice to begin from.
    """
    import highspy  # noqa: PLC0415 -- as below

    solver = _solver(rows, columns, amounts, most, worth, whole=True)
    for option, value in (
        ("mip_rel_gap", 0.0), ("mip_abs_gap", gap), ("mip_max_nodes", nodes), ("time_limit", seconds),
    ):  # fmt: skip
        solver.setOptionValue(option, value)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start.astype(float).tolist()
        solver.setSolution(given)
    solver.run()
    told, bound = solver.getSolution(), -float(solver.getInfo().mip_dual_bound)
    return np.array(told.col_value) if told.value_valid else None, bound if isfinite(bound) else None


def _solver(
    rows: Places, columns: Places, amounts: Numbers, most: Numbers, worth: Numbers, *, whole: bool
) -> Any:
    import highspy  # noqa: PLC0415 -- a fifth of a second that only an allocation should cost
    from highspy._core import _Highs  # noqa: PLC0415 -- its wrapper greets on standard output when it is made

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(worth), len(most)
    model.col_cost_ = -worth
    model.col_lower_, model.col_upper_ = np.zeros(len(worth)), np.ones(len(worth))
    scale = np.where(most == 0, 1.0, np.abs(most))
    model.row_lower_, model.row_upper_ = np.full(len(most), -highspy.kHighsInf), most / scale
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(most)))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = columns.astype(np.int32)
    model.a_matrix_.value_ = amounts / scale[rows]
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(worth)
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    # HiGHS keeps its threads for the whole process: all solvers have to ask for the same number.
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver
