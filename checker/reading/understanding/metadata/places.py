"""Names of places: where one starts and ends in a text, and of which rank it is.

A place is a chain of units from high to low (云岭省 清源市 望湖区 石桥镇). Names that are known decide at once; the
rest is read by its last character. 市 alone does not say whether it is a prefecture or a county: its rank is None
until the context tells.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Level
from checker.reading.understanding.metadata.words import Words

RANKS = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3}

_LAST = {
    "省": Level.PROVINCE,
    "市": None,
    "盟": Level.CITY,
    "州": Level.CITY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "区": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "苏木": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
}
_SHORTEST = {"县": 1, "区": 1, "苏木": 1, "街道": 1}  # characters before the suffix; 2 for the others
_LONGEST = 18  # 双江拉祜族佤族布朗族傣族自治县 has 16


@dataclass(frozen=True, slots=True)
class Unit:
    """One link of the chain; ``is_zone`` for development zones and the like."""

    text: str
    level: Level | None
    is_zone: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A chain of units at the start of a text; ``end`` is where it ends."""

    end: int
    units: tuple[Unit, ...]

    @property
    def last(self) -> Unit:
        """The lowest unit, which gives the place its rank."""
        return self.units[-1]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names and the words that keep other words from being read as places."""

    known: dict[str, Level]
    stops: tuple[str, ...]
    bans: tuple[str, ...]
    masks: tuple[str, ...]
    generic: frozenset[str]
    zones: tuple[str, ...]
    seats: tuple[str, ...]

    def read(self, text: str) -> Place | None:
        """The place that ``text`` (folded, no blanks) starts with, as far as it goes."""
        units: list[Unit] = []
        at = 0
        while at < len(text):
            unit = self._known(text, at) or self._guess(text, at)
            if unit is None or not _may_follow(units, unit):
                break
            if unit.text.endswith("市") and units and units[-1].text.endswith(("市", "州", "盟", "地区")):
                units[-1] = Unit(units[-1].text, Level.CITY)
                unit = Unit(unit.text, Level.COUNTY)
            units.append(unit)
            at += len(unit.text)
        return Place(at, tuple(units)) if units else None

    def _known(self, text: str, at: int) -> Unit | None:
        for size in range(min(_LONGEST, len(text) - at), 1, -1):
            name = text[at : at + size]
            level = self.known.get(name)
            if level is not None and not self._continues(text, at + size):
                return Unit(name, level)
        return None

    def _continues(self, text: str, at: int) -> bool:
        """Whether a known name is only the beginning of another one (巴州 of 巴州区)."""
        return text.startswith(("区", "县", "镇", "乡", "街道"), at) and not self._masked(text, at)

    def _guess(self, text: str, at: int) -> Unit | None:
        if text.startswith(self.bans, at):
            return None
        for end in range(at + 1, min(len(text), at + _LONGEST) + 1):
            if not "一" <= text[end - 1] <= "鿿":
                return None
            if end - at > 1 and any(text.startswith(stop, end - 1) for stop in self.stops):
                return None
            suffix = next((s for s in (text[end - 1 : end], text[end - 2 : end]) if s in _LAST), "")
            if not suffix or end - at - len(suffix) < _SHORTEST.get(suffix, 2):
                continue
            if self._masked(text, end - 1) or not self._is_end(text, at, end):
                continue
            name = text[at:end]
            if name in self.generic and at == 0 and not text.startswith(self.seats, end):
                return None  # 城区 says nothing, 城区人民政府 and 晋城市城区 do
            return self._unit(name, suffix)
        return None

    def _masked(self, text: str, at: int) -> bool:
        """Whether the character stands inside a word that only looks like a place."""
        for mask in self.masks:
            found = text.find(mask, max(0, at - len(mask) + 1), at + len(mask))
            if 0 <= found <= at:
                return True
        return False

    def _is_end(self, text: str, at: int, end: int) -> bool:
        last, rest = text[end - 1], text[end:]
        if last in "州盟" and not text[at:end].endswith("自治州"):
            return not rest or rest.startswith(self.seats)
        if last == "县":
            return not rest.startswith(("区", "级"))
        return not (text[at:end].endswith("地区") and rest.startswith("办事处"))

    def _unit(self, name: str, suffix: str) -> Unit:
        if name.endswith(("自治区", "特别行政区")):
            return Unit(name, Level.PROVINCE)
        if name.endswith(self.zones):
            return Unit(name, Level.COUNTY, is_zone=True)
        return Unit(name, Level.CITY if name.endswith("地区") else _LAST[suffix])


def _may_follow(units: list[Unit], unit: Unit) -> bool:
    if not units:
        return True
    above, below = units[-1], unit
    if below.is_zone and above.level is not Level.TOWNSHIP:
        return True
    high = RANKS[above.level or Level.CITY]
    low = RANKS[below.level] if below.level else RANKS[Level.CITY]
    return low > high or (above.text.endswith(("市", "州", "盟", "地区")) and below.text.endswith("市") and low == high)


def load_gazetteer(words: Words) -> Gazetteer:
    """Build the gazetteer from the language files."""
    names = words.pairs("places")
    known = {name: Level(level) for level, listed in names.items() for name in listed.split()}
    return Gazetteer(
        known=known,
        stops=words.listed("place_stops"),
        bans=words.listed("place_bans"),
        masks=words.listed("place_masks"),
        generic=frozenset(words.listed("generic_places")),
        zones=words.listed("zone_words"),
        seats=words.listed("seat_words"),
    )
