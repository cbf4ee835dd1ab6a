"""The national pack, for the words that readers need."""

from __future__ import annotations

import pytest

from checker.api import Checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    return Checker()
