"""A second reader that knows the examples: which requirement a sentence is about, and whether it shows it.

``statements`` cuts the page, ``scoring`` says how near a sentence comes to each rule, ``traits`` how a person would
weigh that, ``opinion`` what may follow from it. Pure inference on whole numbers; what was learned is data of the pack
(:mod:`checker.rules.recogniser`), learning is :mod:`checker.authoring.learning`.
"""

from __future__ import annotations

__all__: list[str] = []
