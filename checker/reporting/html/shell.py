"""What every HTML page of ours shares: one file, a policy under which nothing of a document can run or load.

Text of a document reaches a page only as escaped text. The policy lets nothing load and nothing run except the style
sheet and the script that stand in the page, by their hashes; hence there are no style attributes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from checker.model import Span
from checker.model import names as wording
from checker.reporting.html.marked_text import anchor
from checker.version import __version__

__all__ = ["number_text", "render_page", "visible"]

_TEMPLATES = Path(__file__).parent / "templates"
# Characters that a page must not contain or that reorder what is around them; shown by name instead.
_UNSAFE = re.compile(
    "[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def render_page(template: str, styles: tuple[str, ...], script: str, **values: object) -> bytes:
    """One page as UTF-8. ``styles`` and ``script`` are files beside the template; they are put into the page."""
    style = Markup("\n").join(_inline(name) for name in styles)
    code = _inline(script)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(code)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ),
    )
    page = _environment().get_template(template)
    return page.render(style=style, script=code, policy=policy, version=__version__, **values).encode()


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
    environment.filters["place"] = lambda start, end: anchor(Span(start, end))
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
