"""The measures on the full matrix of cities and industries, against econcomplex and economic-complexity.

    python -m bench.relatedness [REGISTRY.parquet]

All five measures from counts: advantage, proximity, density, and the complexity of places and industries. The peers
compute the same in the same run on the same matrix; the greatest difference is printed, and each measure's median.
economic-complexity reaches complexity by twenty reflections, which only tends to what the eigenvector is: its indices
are timed and their distance printed, not held to 1e-9.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import econcomplex as peer
import economic_complexity as other
import numpy as np
import pandas as pd

from bench.registry_panel import REGISTRY, registry_panel
from duijie.relatedness.measures import Space, advantage, complexity, density, presence, proximity

RUNS = 7


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else REGISTRY
    if not path.exists():
        print(f"skipped: {path} is not there")
        return 0
    counts = registry_panel(path).total().astype(float)
    # The peers divide by zero where a city or an industry has nothing.
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    print(f"{counts.shape[0]} cities × {counts.shape[1]} industries, {int(counts.sum()):,} enterprises")
    space, frame = Space(counts), pd.DataFrame(counts)
    present, near = space.present, space.near
    other.product_space.np = Writing()
    rcas, phi = other.rca(frame), other.proximity(other.rca(frame))
    held = pd.DataFrame(present)
    steps: list[tuple[str, Callable[[], Any], Callable[[], Any], Callable[[], Any]]] = [
        ("advantage", lambda: advantage(counts), lambda: peer.rca(counts), lambda: other.rca(frame)),
        (
            "proximity",
            lambda: proximity(present),
            lambda: peer.proximity(present, use_rca=False, compute="product")["product"],
            lambda: other.proximity(held),
        ),
        (
            "density",
            lambda: density(present, near),
            lambda: peer.relatedness_density(present, near, use_rca=False) / 100,
            lambda: other.relatedness(rcas, proximities=phi),
        ),
        (
            "complexity",
            lambda: complexity(present),
            lambda: peer.eci_pci(present, use_rca=False),
            lambda: other.complexity(rcas),
        ),
        ("all", lambda: whole(counts), lambda: peer_whole(counts), lambda: other_whole(frame)),
    ]
    worst, slower = 0.0, []
    print(
        f"{'':12}{'ours':>10}{'econcomplex':>14}{'economic-c.':>14}{'ours/faster':>13}   greatest difference"
    )
    for name, ours, first, second in steps:
        times = [median(one) for one in (ours, first, second)]
        apart = [difference(ours(), first()), difference(ours(), second())]
        worst = max(worst, apart[0], 0.0 if name in {"complexity", "all"} else apart[1])
        ratio = times[0] / min(times[1:])
        slower += [name] if ratio > 1 else []
        print(
            f"{name:12}"
            + "".join(
                f"{one * 1e3:>{width}.2f} ms"[: width + 3]
                for one, width in zip(times, (7, 11, 11), strict=True)
            )
            + f"{ratio:>13.3f}   {apart[0]:.1e}, {apart[1]:.1e}"
        )
    print(
        f"equal to 1e-9: {'yes' if worst <= 1e-9 else 'NO'}; slower than a peer in: {', '.join(slower) or 'nothing'}"
    )
    return int(worst > 1e-9)


class Writing:
    """numpy as economic-complexity 0.3 expects it: it writes into the values of a frame, read-only since pandas 3."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    @staticmethod
    def fill_diagonal(values: Any, value: float) -> None:
        values.flags.writeable = True
        np.fill_diagonal(values, value)


def whole(counts: Any) -> Any:
    space = Space(counts)
    return space.advantage, space.near, space.density, *space.complexity


def peer_whole(counts: Any) -> Any:
    advantages = peer.rca(counts)
    present = presence(advantages)
    near = peer.proximity(present, use_rca=False, compute="product")["product"]
    return (
        advantages,
        near,
        peer.relatedness_density(present, near, use_rca=False) / 100,
        *peer.eci_pci(present, use_rca=False),
    )


def other_whole(frame: Any) -> Any:
    rcas = other.rca(frame)
    near = other.proximity(rcas)
    return rcas, near, other.relatedness(rcas, proximities=near), *other.complexity(rcas)


def median(act: Callable[[], Any]) -> float:
    act()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def difference(ours: Any, theirs: Any) -> float:
    ours, theirs = (one if isinstance(one, tuple) else (one,) for one in (ours, theirs))
    return max(
        float(np.nanmax(np.abs(np.asarray(a, float) - np.asarray(b, float))))
        for a, b in zip(ours, theirs, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
