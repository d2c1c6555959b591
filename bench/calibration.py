"""Ways of setting chances right by what came of earlier ones, and how far chances are off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def gap(told: Any, outcome: Any, steps: Sequence[float]) -> float:
    """The mean distance between what was told and what came, over the bands between ``steps``."""
    at = np.digitize(told, steps[1:-1])
    bands = [at == band for band in range(len(steps) - 1)]
    return sum(float(abs(told[one].mean() - outcome[one].mean()) * one.mean()) for one in bands if one.any())


def isotonic(told: Any, outcome: Any, now: Any) -> Any:
    """The rising step curve nearest to the outcomes, by pooling neighbours that fall (Ayer and others 1955)."""
    parts = np.array_split(np.argsort(told, kind="stable"), 200)
    pools: list[list[float]] = []
    for part in parts:
        pools.append([float(told[part].mean()), float(outcome[part].mean()), float(len(part))])
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (x, y, n), (u, v, m) = pools.pop(-2), pools.pop()
            pools.append([(x * n + u * m) / (n + m), (y * n + v * m) / (n + m), n + m])
    xs, ys, _ = zip(*pools, strict=True)
    return np.interp(now, xs, ys)


def platt(told: Any, outcome: Any, now: Any) -> Any:
    """A logistic line on the log odds of what was told, by Newton's steps (Platt 1999)."""

    def terms(chance: Any) -> Any:
        held = np.clip(chance, 1e-6, 1 - 1e-6)
        return np.stack([np.ones_like(held), np.log(held / (1 - held))], axis=1)

    some, weights = terms(told), np.array([0.0, 1.0])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-some @ weights))
        weights += np.linalg.solve(
            (some * (chance * (1 - chance))[:, None]).T @ some, some.T @ (outcome - chance)
        )
    return 1 / (1 + np.exp(-terms(now) @ weights))
