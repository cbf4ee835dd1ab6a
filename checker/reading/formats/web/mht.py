"""A web page saved with everything in one file (mht, mhtml): its page, without pictures."""

from __future__ import annotations

import email
import email.policy
import re

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import RawText

__all__ = ["looks_like_mht", "read_mht"]

_KIND = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_LOOK = 2_048


def looks_like_mht(data: bytes) -> bool:
    """Whether the file begins as a saved page does."""
    head = data[:_LOOK].lstrip(b"\xef\xbb\xbf \r\n").replace(b"\r\n", b"\n").split(b"\n\n")[0]
    return bool(_MIME.search(head)) and bool(_KIND.search(head))


def read_mht(data: bytes, lexicon: Lexicon, where: str, limits: Limits = DEFAULT_LIMITS) -> RawText:
    """Turn a saved page into blocks.

    Raises:
        ReadingError: There is no page in it, or it is damaged.
    """
    from checker.reading.formats.plain.decode import decode
    from checker.reading.formats.web.reader import read_html

    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \r\n"), policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page is not None else None
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        msg = "网页文件的结构不正常,读不出正文;请用浏览器打开,另存为 html 后再试"
        raise ReadingError(msg, where) from error
    if not isinstance(content, bytes) or not content.strip():
        msg = "网页文件里没有正文;请用浏览器打开,另存为 html 后再试"
        raise ReadingError(msg, where)
    decoded = decode(content, where)
    return read_html(decoded.text, lexicon, where, decoded.notes, limits)
