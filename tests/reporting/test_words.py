"""What automatic output never says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOMS = ("checker/reporting", "checker/cli", "checker/batch.py")


def sources(repository: Path):
    """Yield every file whose texts people may read."""
    for room in ROOMS:
        place = repository / room
        yield from [place] if place.is_file() else (p for p in place.rglob("*") if p.suffix in {".py", ".j2", ".js"})


def test_forms_and_messages_accuse_nobody(repository):
    """The words that only a person may say stand in no template and no message."""
    words = yaml.safe_load((repository / "rules" / "language" / "forbidden.yaml").read_text("utf-8"))["words"]

    found = [(p.name, w) for p in sources(repository) for w in words if w in p.read_text("utf-8")]

    assert [] == found


@pytest.mark.parametrize("table", ["VERDICTS", "SIGNS"])
def test_every_verdict_has_its_own_name_and_sign(table):
    """No two verdicts look alike."""
    from checker.reporting import wording

    values = list(getattr(wording, table).values())
    assert len(values) == len(set(values))
