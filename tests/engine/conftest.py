"""A prepared pack for engine tests, and documents made from a few sentences."""

from __future__ import annotations

import pytest

from checker.api import Checker, read_document
from checker.engine.statements.view import Page


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The national pack, prepared once."""
    return Checker()


@pytest.fixture(scope="session")
def page_of(checker: Checker):
    """Makes the page of a small county report around a passage."""

    def make(text: str, heading: str = "", role: str = "achievements", year: int = 2023) -> Page:
        title = f"云川县人民政府关于{year}年度法治政府建设情况的报告"
        part = "一、主要举措和成效" if role == "achievements" else f"二、{year + 1}年主要安排"
        body = f"{title}\n\n{part}\n\n" + (f"{heading}\n\n" if heading else "") + text + "\n"
        return checker.page(read_document("例.txt", body.encode(), checker.lexicon))

    return make
