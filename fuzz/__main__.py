"""Throw damaged files at the program until the time is over: ``python fuzz --minutes 5``; see docs/reliability.md.

Every input runs in a worker process that may take ten seconds and two gigabytes. Its number makes it again:
``python fuzz --show SEED PIECE`` writes it out. Exit code 1: something is to be mended.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from trials import Trial, again, neutral, try_one  # noqa: E402 - found by the line above

from checker.runs.crew import Fuse, Prolong, run_fused  # noqa: E402 - found by the line above

FUSE = Fuse(10.0, 2048 * 1024 * 1024)
_BATCH = 500
_SLOW = 5.0


def main() -> int:
    """Run, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--show", type=int, nargs=2, metavar=("SEED", "PIECE"))
    given = options.parse_args()
    if given.show:
        name, data, _ = again(*given.show)
        Path(name.replace("/", "-")).write_bytes(data)
        return 0
    with tempfile.TemporaryDirectory(prefix="fuzz-cache-") as cache:
        os.environ["CHECKER_CACHE_DIR"] = cache
        return _throw(given.seed, given.minutes, given.jobs)


def _throw(seed: int, minutes: float, jobs: int) -> int:
    started, total = time.monotonic(), 0
    counts: Counter[str] = Counter()
    failures: dict[str, int] = {}
    memory = 0
    again(seed, 0)  # the samples are made once, for all workers
    while time.monotonic() - started < minutes * 60:
        results = run_fused(partial(_work, seed, total), [FUSE] * _BATCH, jobs)
        for piece, result in enumerate(results, start=total):
            trial = result if isinstance(result, Trial) else Trial(again(seed, piece)[0], failure=f"{result.name}")
            memory = max(memory, trial.megabytes)
            counts["refused" if trial.refused else "failed" if trial.failure else "read"] += 1
            counts["slow"] += trial.seconds > _SLOW
            if trial.failure and failures.setdefault(f"{trial.failure} ({Path(trial.name).suffix})", piece) == piece:
                print(f"{trial.name}: {trial.failure}  [--show {seed} {piece}]", flush=True)
        total += _BATCH
    print(f"{total} inputs, seed {seed}, {minutes:.0f} min: {dict(counts)}; up to {memory} MB; {len(failures)} kinds")
    return 1 if failures else 0


def _work(seed: int, start: int, piece: int, prolong: Prolong) -> Trial:
    del prolong
    number = start + piece
    if number % 50 == 0 and (differs := neutral(seed, number)):
        return Trial("neutral", failure=differs)
    return try_one(seed, number)


if __name__ == "__main__":
    sys.exit(main())
