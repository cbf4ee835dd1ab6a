"""Twelve kinds of damage: no new finding, and next to no other verdict or figure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from checker.api import Checker, Options
from checker.model import Assessment
from checker.text.normal import fold_text
from tests.support.damage import DAMAGES

ROOT = Path(__file__).parent.parent
SEEDS = ("01-chengyu-city-2023.txt", "02-muyuan-county-2022-draft.txt", "06-lanting-county-2025.txt")
MOST = 0.002  # share of verdicts, and of figures, that a damage may change
SHARED = Path(os.environ.get("CHECKER_SHARED_DIR", ROOT.parent / "shared")) / "corpus"
CORPORA = ("dev", "real", "batches/reports-a", "batches/reports-b", "batches/reports-real")


@lru_cache(maxsize=1)
def _checker() -> Checker:
    return Checker()


def judged(name: str, text: str) -> Assessment:
    """The text judged as the file ``name``."""
    return _checker().check_bytes(name, text.encode(), Options(force=True))


@lru_cache(maxsize=64)
def as_written(path: Path) -> tuple[str, Assessment]:
    """A text and what was said about it before any damage."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    text = text.replace("\r\n", "\n")
    return text, judged(path.name, text)


def squeezed(text: str) -> str:
    """The words of a finding without the blanks and widths that a damage changes."""
    return "".join(fold_text(text).split())


def harm(damage: Callable[[str], str], paths: list[Path]) -> tuple[list[str], float, float]:
    """New findings, and the shares of verdicts and figures that changed, over all of ``paths``."""
    fresh: list[str] = []
    changed, verdicts, moved, figures = 0, 0, 0, 0
    for path in paths:
        text, before = as_written(path)
        after = judged(path.name, damage(text))
        known = {(f.rule_id, squeezed(f.text)) for f in before.findings}
        rules = Counter(f.rule_id for f in before.findings)
        more = Counter(f.rule_id for f in after.findings) - rules
        fresh += [
            f"{path.name} {f.rule_id} {f.text} {f.message}"
            for f in after.findings
            if more[f.rule_id] and (f.rule_id, squeezed(f.text)) not in known
        ]
        now = {r.rule_id: r.verdict for r in after.results}
        changed += sum(now.get(r.rule_id) is not r.verdict for r in before.results)
        verdicts += len(before.results)
        old, new = (Counter((f.id, f.value) for f in a.figures) for a in (before, after))
        moved += sum(((old - new) + (new - old)).values())
        figures += sum(old.values())
    return fresh, changed / max(1, verdicts), moved / max(1, figures)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_damage_to_the_samples_is_seen_through(damage: Callable[[str], str]) -> None:
    """The samples of the project say the same however they are damaged."""
    paths = [ROOT / "seeds" / name for name in SEEDS]

    fresh, verdicts, figures = harm(damage, [p for p in paths if p.exists()])

    assert [] == fresh
    assert verdicts <= MOST
    assert figures <= MOST


@pytest.mark.slow("judges every report of the corpora twelve times; the first tier does the samples")
@pytest.mark.skipif(not SHARED.is_dir(), reason="未找到语料目录 ../shared (corpora not found beside the checkout)")
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_damage_to_the_corpora_is_seen_through(damage: Callable[[str], str]) -> None:
    """So do the reports of the corpora."""
    paths = sorted(path for name in CORPORA for path in (SHARED / name).glob("*.txt"))

    fresh, verdicts, figures = harm(damage, paths)

    assert [] == fresh
    assert verdicts <= MOST
    assert figures <= MOST
