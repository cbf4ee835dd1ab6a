"""Damaged files end in a text or a sentence: those that once did not, and fresh ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checker.errors import ReaderDefectError, ReadingError
from checker.runs.batch import Task, run
from checker.runs.crew import Fuse, Prolong, run_fused
from checker.runs.inputs import collect

REPOSITORY = Path(__file__).resolve().parents[2]
CRASHERS = sorted(p.name for p in (REPOSITORY / "fuzz" / "crashers").iterdir() if p.suffix != ".md")
FUSE = Fuse(60.0, 2048 * 1024 * 1024)
FIRST, MORE = 20, 3_000


@pytest.fixture(scope="module")
def trials():
    """Return the module of the fuzzer that makes inputs and tries them."""
    sys.path.insert(0, str(REPOSITORY / "fuzz"))
    try:
        import trials as module

        module.again(0, 0)  # the samples are made once
        yield module
    finally:
        sys.path.remove(str(REPOSITORY / "fuzz"))


def test_every_file_that_once_failed_is_read_or_refused_by_a_sentence(tmp_path: Path) -> None:
    """And takes none of the others with it."""
    paths = [str(REPOSITORY / "fuzz" / "crashers" / name) for name in CRASHERS]
    found = [i.path for i in collect(paths, frozenset({".txt"}), tmp_path).documents]

    outcomes = list(run(found, Task(forms=("json",)), 2))

    assert {o.path.split("!/")[0] for o in outcomes} >= {p for p in paths if not p.endswith(".eml")}
    assert [] == [o.message for o in outcomes if "程序" in o.message or "已用" in o.message or "进程" in o.message]
    assert [] == [o.trace for o in outcomes if ReaderDefectError.__name__ in o.trace]
    judged = {o.path.rpartition("/crashers/")[2] for o in outcomes if o.brief is not None}
    assert {"raised-two-list.html", "many-comments.html", "numerals.txt", "empty-member-name.zip!/a.txt"} <= judged
    assert "many-parameters.eml!/a.txt" in judged


def failures(trials, seed: int, count: int) -> list[str]:
    """What failed among so many inputs, with how to make each again."""

    def work(piece: int, prolong: Prolong) -> str:
        del prolong
        return trials.try_one(seed, piece).failure

    results = enumerate(run_fused(work, [FUSE] * count, 2))
    return [f"{failure} [fuzz --show {seed} {piece}]" for piece, failure in results if failure]


def test_damaged_files_of_every_kind_fail_nowhere(trials) -> None:
    assert [] == failures(trials, 0, FIRST)


@pytest.mark.slow("thousands of damaged files; the first tier tries twenty")
def test_thousands_of_damaged_files_fail_nowhere(trials) -> None:
    assert [] == failures(trials, 1, MORE)


@pytest.mark.parametrize("piece", range(8))
def test_a_package_written_by_another_program_says_the_same(trials, piece: int) -> None:
    """In other order, packed otherwise, with a part that nobody knows."""
    assert "" == trials.neutral(0, piece)


def test_an_input_is_made_again_from_its_numbers(trials) -> None:
    assert [trials.again(5, n)[:2] for n in range(40)] == [trials.again(5, n)[:2] for n in range(40)]
    assert 30 < len({trials.again(5, n)[1] for n in range(40)})


def test_the_net_catches_what_no_reader_foresaw() -> None:
    """The fuzzer counts what falls into the net as a failure: it must be told from a refusal."""
    assert issubclass(ReaderDefectError, ReadingError)
