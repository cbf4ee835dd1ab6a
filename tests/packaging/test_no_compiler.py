"""Installing needs no compiler: what is compiled comes compiled, what comes as source is Python."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

COMPILED = (".so", ".pyd", ".dylib")


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """The distributions that installing ``name`` (with extras) brings here, itself left out."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    todo = [(name, extras)]
    while todo:
        current, asked = todo.pop()
        for line in metadata.requires(current) or ():
            requirement = Requirement(line)
            if requirement.marker and not any(requirement.marker.evaluate({"extra": e}) for e in (*asked, "")):
                continue
            one = re.sub(r"[-_.]+", "-", requirement.name).lower()
            if one not in found:
                found.add(one)
                todo.append((one, frozenset(requirement.extras)))
    return found


@pytest.mark.parametrize("extras", [frozenset(), frozenset({"ocr"})], ids=["alone", "with ocr"])
def test_every_dependency_installs_without_a_compiler(extras):
    """A wheel that pip compiled on this machine bears the machine's plain name; published ones name a standard."""
    names = needed("fazhi-checker", extras)
    compiled_here = []
    for name in sorted(names):
        distribution = metadata.distribution(name)
        if not any(str(file).endswith(COMPILED) for file in distribution.files or ()):
            continue  # nothing in it was compiled
        tags = re.findall(r"(?m)^Tag: (\S+)", distribution.read_text("WHEEL") or "Tag: none-none-linux_unknown")
        if all(re.search(r"-linux_\w+$", tag) for tag in tags):
            compiled_here.append((name, tags))

    assert {"regex", "lxml"} <= names
    assert [] == compiled_here
