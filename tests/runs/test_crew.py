"""Work that hangs, eats the memory or takes its process with it costs itself and nothing else."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from checker.runs.crew import Fuse, Lost, Prolong, run_fused

MB = 1024 * 1024
FUSE = Fuse(60.0, 1024 * MB)


def one_is_bad(mishap: str, piece: int, prolong: Prolong) -> str:
    if piece == 2:
        if mishap == "hangs":
            time.sleep(600)
        if mishap == "eats":
            bytearray(4096 * MB)
        if mishap == "aborts":
            os._exit(134)
        if mishap == "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
    prolong(1.0)
    return f"result {piece}"


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    ("mishap", "why"),
    [("hangs", Lost.TIME), ("eats", Lost.DEATH), ("aborts", Lost.DEATH), ("is killed", Lost.DEATH)],
)
def test_a_mishap_costs_one_piece_and_the_others_come_in_order(mishap: str, why: Lost, jobs: int) -> None:
    fuses = [FUSE, FUSE, Fuse(0.5, 1024 * MB) if mishap == "hangs" else FUSE, FUSE, FUSE]

    done = list(run_fused(partial(one_is_bad, mishap), fuses, jobs))

    assert ["result 0", "result 1", why, "result 3", "result 4"] == done


def killed_once(folder: str, piece: int, prolong: Prolong) -> str:
    del prolong
    mark = Path(folder) / str(piece)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"result {piece}"


def test_a_piece_whose_worker_was_killed_is_tried_once_more(tmp_path: Path) -> None:
    """The system may have killed it for what another program did."""
    assert ["result 0", "result 1", "result 2"] == list(run_fused(partial(killed_once, str(tmp_path)), [FUSE] * 3, 2))


def slow_with_leave(seconds: float, piece: int, prolong: Prolong) -> int:
    prolong(60.0)
    time.sleep(seconds)
    return piece


def test_recognition_has_its_time_on_top() -> None:
    assert [0] == list(run_fused(partial(slow_with_leave, 0.8), [Fuse(0.3, 1024 * MB)], 1))


def test_nobody_is_left_behind_when_the_run_ends_early() -> None:
    """As on Ctrl-C: what is in hand is stopped."""
    results = run_fused(partial(one_is_bad, "hangs"), [FUSE] * 4, 4)
    assert "result 0" == next(results)
    results.close()

    assert [] == active_children()
