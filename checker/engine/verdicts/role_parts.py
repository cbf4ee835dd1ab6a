"""Parts of the report by role: how much is there, and does it stand on its own."""

from __future__ import annotations

from checker.engine.statements.view import Page
from checker.model import ParagraphKind, Role
from checker.rules.model import Part


def role_ranges(page: Page, role: Role) -> list[tuple[int, int]]:
    """Normalised ranges of a role, in order."""
    normal = page.clauses.normal
    found: list[tuple[int, int]] = []
    for piece in page.document.roles:
        if piece.role is role:
            start, end = normal.locate(piece.span.start), normal.locate(piece.span.end)
            if end > start:
                found.append((start, end))
    return found


def part_matches(part: Part, page: Page) -> list[tuple[int, int]]:
    """Where the report has the demanded part: the best place to quote, or nothing."""
    ranges = role_ranges(page, part.role)
    if not ranges:
        return []
    if sum(e - s for s, e in ranges) < part.chars or points(page, part.role) < part.points:
        return []
    heading = _own_heading(page, part.role)
    if part.own == "heading" and heading is None:
        return []
    if part.own == "paragraph" and heading is None and not _own_paragraph(page, part.role):
        return []
    start = ranges[0][0] if heading is None else heading[0]
    clause = page.clause_of(start)
    return [(start, clause.end if heading is None else heading[1])]


def _own_heading(page: Page, role: Role) -> tuple[int, int] | None:
    for index, section in enumerate(page.document.sections):
        if section.role is role and (section.parent < 0 or page.document.sections[section.parent].role is not role):
            return page.clauses.headings[index]
    return None


def _own_paragraph(page: Page, role: Role) -> bool:
    """Whether some paragraph holds this role and nothing else."""
    roles: dict[int, set[Role]] = {}
    for clause in page.clauses.clauses:
        if page.document.paragraphs[clause.paragraph].kind is ParagraphKind.TEXT:
            roles.setdefault(clause.paragraph, set()).add(clause.role)
    return any(found == {role} for found in roles.values())


def points(page: Page, role: Role) -> int:
    """How many separate points a part makes: enumerated items, else sub-headings, else paragraphs or sentences."""
    return len(point_ranges(page, role))


def point_ranges(page: Page, role: Role) -> list[tuple[int, int]]:
    """The separate points of a part as normalised ranges."""
    clauses = [c for c in page.clauses.clauses if c.role is role]
    items = sorted({c.item for c in clauses if c.item >= 0})
    leads = [
        (page.clauses.headings[i][0], page.clauses.normal.locate(s.span.end))
        for i, s in enumerate(page.document.sections)
        if s.role is role and s.parent >= 0 and page.document.sections[s.parent].role is role
    ]
    listed = [page.clauses.items[i][:2] for i in items]
    if len(listed) > 1 or len(leads) > 1:
        return listed if len(listed) >= len(leads) else leads
    sentences: dict[int, tuple[int, int]] = {}
    for clause in clauses:
        if not clause.heading:
            sentences[clause.sentence] = page.sentence_range(clause.sentence)
    found: list[tuple[int, int]] = []
    for start, end in sentences.values():
        at = start
        text = page.clauses.normal.text[start:end]
        for offset, char in enumerate(text):
            if char == ";":
                found.append((at, start + offset))
                at = start + offset + 1
        if end > at:
            found.append((at, end))
    return [(s, e) for s, e in found if e - s >= _POINT_CHARS]


_POINT_CHARS = 8
