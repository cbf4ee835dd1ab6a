"""The gap report: one HTML file that can be mailed, opened without a network, printed, and read without scripts.

Document text reaches the page only as escaped text. The page carries a policy that lets nothing load and nothing
run except the style sheet and the script that stand in it, by their hashes; hence there are no style attributes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from checker.model import Assessment, Span
from checker.reporting import wording
from checker.reporting.html_view import build_view
from checker.reporting.marked_text import anchor
from checker.version import __version__

_TEMPLATES = Path(__file__).parent / "templates"
# Characters that a page must not contain or that reorder what is around them; shown by name instead.
_UNSAFE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def render_html(assessment: Assessment) -> bytes:
    """The report of one assessment as UTF-8."""
    style, script = _inline("report.css"), _inline("report.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ),
    )
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            assessment=assessment,
            view=build_view(assessment),
            style=style,
            script=script,
            policy=policy,
            version=__version__,
            file_name=PurePath(assessment.document.path).name,
        )
    )
    return page.encode()


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number_text
    environment.filters["place"] = _place
    environment.filters["attribute_name"] = lambda name: wording.ATTRIBUTES.get(name, name)
    environment.globals["words"] = wording
    return environment


@cache
def _inline(name: str) -> Markup:
    """A file of ours, to stand in the page as it is."""
    return Markup((_TEMPLATES / name).read_text("utf-8"))  # noqa: S704 - our own file, not data


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def visible(value: object) -> object:
    """Text with the characters that a page must not contain spelt out; anything else unchanged."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSAFE.sub(lambda m: f"⟦U+{ord(m[0]):04X}⟧", value)
    return value


def number_text(value: Decimal | None) -> str:
    """A number as people read it: thousands separated, no trailing zeros."""
    if value is None:
        return "不限"
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"


def _place(start: int, end: int) -> str:
    return anchor(Span(start, end))
