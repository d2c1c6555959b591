"""Run all benchmarks, or those named: ``python -m bench [reading start … scoreboard]``."""

from __future__ import annotations

import subprocess
import sys

ALL = {
    "reading": "bench.reading_speed",
    "start": "bench.start",
    "lost_bytes": "bench.lost_bytes",
    "naming": "bench.naming",
    "registry_import": "bench.registry_import",
    "directory": "bench.directory",
    "directory_names": "bench.directory_names",
    "corpus": "bench.score_corpus",
    "scoreboard": "bench.scoreboard",
    "contract_events": "bench.contract_events",
    "segmentation": "bench.segmentation",
    "linking": "bench.linking",
    "outlook": "bench.outlook",
    "relatedness": "bench.relatedness",
    "backtest": "bench.backtest",
    "network": "bench.network",
    "network_records": "bench.network_records",
    "explorer": "bench.explorer",
    "pipeline": "bench.pipeline",
    "placement": "bench.placement",
    "prospects": "bench.prospects",
    "screening": "bench.screening",
    "reconcile": "bench.reconcile",
    "allocation": "bench.allocation",
    "parks": "bench.parks",
    "governance": "bench.governance",
    "reservations": "bench.reservations",
    "pages": "bench.pages",
    "figures": "bench.figures",
    "exchange": "bench.exchange",
    "exchange_kills": "bench.exchange_kills",
    "exchange_forms": "bench.exchange_forms",
}


def main() -> int:
    wanted = sys.argv[1:] or list(ALL)
    unknown = [name for name in wanted if name not in ALL]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    status = 0
    for name in wanted:
        print(f"\n== {name}", flush=True)
        status |= subprocess.run([sys.executable, "-m", ALL[name]], check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
