"""Structure of a report: paragraphs, sections with roles, items and sentences.

    lines → paragraphs (joining, frame) → markers, headings → sections → roles → turns → items, sentences

Everything is read from normalised paragraphs, so that line breaks inside a sentence change nothing.
"""

from __future__ import annotations

from checker.reading.understanding.structure.build import Structure, build_structure
from checker.reading.understanding.structure.outline import outline

__all__ = ["Structure", "build_structure", "outline"]
