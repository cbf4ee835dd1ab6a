"""Another place's or body's name where the report speaks of itself: 下一步,苍河区将继续…

Only sentences in which the reporting body is the subject are looked at (``selves``: patterns with a group ``name``);
the name must be of the same rank as the report's own and be written less often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.engine.writing.fault import Fault, Spec, make_fault, part, says, search_all
from checker.engine.writing.prose import Reader

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|县|区|自治州|州|盟|旗|镇|乡|街道)")
_PEERS = {"city": "市州盟", "county": "县区旗", "township": "镇乡"}
_MOST = 2  # a name that is written more often is no leftover


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Names that the report's own sentences give to another place."""
    own = own_places(str(reader.values.get("issuer") or "") + " " + str(reader.values.get("title") or ""))
    if not own:
        return
    home = own[-1]
    yield from _shorts(reader, spec, own)
    for pattern in part(spec, "selves"):
        for match in search_all(str(pattern), reader.text):
            name = match["name"]
            start, end = match.span("name")
            if reader.paragraph(start) is None or not _foreign(reader, spec, name, own):
                continue
            whole = reader.text.count(home)
            yield make_fault(reader.span(start, end), spec, text=name, home=home, count=whole)


def _shorts(reader: Reader, spec: Spec, own: list[str]) -> Iterator[Fault]:
    """Names without their rank (法治宁川), where only the reporting place can be meant."""
    home = own[-1]
    for pattern in spec.get("shorts", ()):
        for match in search_all(str(pattern), reader.text):
            name = match["name"]
            known = any(name in place or place[:-1] in name for place in own)
            ranked = re.search(
                rf"{re.escape(name)}(?:省|市|自治区|自治州)", reader.text
            )  # the place above, named in full
            generic = any(word in name or name in word for word in part(spec, "not_shorts"))
            if known or ranked or generic or reader.paragraph(match.start("name")) is None:
                continue
            if reader.text.count(name) <= _MOST:
                yield make_fault(reader.span(*match.span("name")), spec, text=name, home=home, count=0)


def own_places(names: str) -> list[str]:
    """Places in the name of the issuer and the title, the smallest last: 乐山市, 五通桥区."""
    issuer = names.split("关于", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    return _places(issuer) or _places(names)


def _places(names: str) -> list[str]:
    """Places outside the names of organs: 泽安市|生态环境局|岚谷县|分局."""
    return [place for piece in _ORGAN.sub("|", _WORK.sub("", names)).split("|") for place in _PLACE.findall(piece)]


_WORK = re.compile("中共|住房和城乡建设|城乡建设|城市管理|市场监督|市场监管|乡村振兴|城乡规划")  # hold signs of places
_ORGAN = re.compile(r"[^省市县区州盟旗镇乡道|\s]*(?:局|厅|委员会|办公室)")


def _foreign(reader: Reader, spec: Spec, name: str, own: list[str]) -> bool:
    home = own[-1]
    if says(str(spec.get("not_like", "")), name):
        return False
    if any(word in name for word in part(spec, "not_names")) or any(o in name or name in o for o in own):
        return False
    level = reader.page.document.metadata.admin_level
    peers = _PEERS.get(level.value if level else "", "") + home[-1]
    return name[-1] in peers and reader.text.count(name) <= min(_MOST, max(1, reader.text.count(home)))
