"""The factor *ties*: how warmly a prospect can be reached, directly or by an introduction."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from duijie.directory.models import Listing, Name
from duijie.kernel.words import Words
from duijie.matching.slots import Candidates, fills
from duijie.network.ties import STEP
from duijie.relations.queries import reached

DIRECT: Final = math.exp(STEP)
"""By which warmth is scaled, so that a tie of full strength counts 1."""


def ties(asked: Candidates) -> npt.NDArray[np.float32]:
    """The warmth of the best way from us to each candidate; not known for those whom no record ties to us.

    A row of the registry is the organisation of its credit code, else that of its very name.
    """
    found = np.full(len(asked.places), np.nan, np.float32)
    warm = reached(viewer=asked.viewer, as_of=timezone.localdate())
    if not warm:
        return found
    names = dict(Name.objects.filter(organisation_id__in=warm).values_list("text", "organisation_id"))
    codes = dict(Listing.objects.filter(pk__in=warm).exclude(code="").values_list("code", "organisation_id"))
    rows = asked.rows.text[asked.places]
    for column, heads in (("name", names), ("credit_code", codes)):
        for place in np.flatnonzero(rows[column].is_in(list(heads)).to_numpy()).tolist():
            found[place] = min(1.0, warm[heads[rows[column][place]]] * DIRECT)
    return found


def told(value: float) -> Words:
    """A warmth in words."""
    points = f"{value * 100:.0f}"
    return Words(f"可引荐，热度{points}（只作排序）", f"can be introduced, warmth {points} (it only orders)")


fills("ties", ties, told)
