"""How long one report takes, and how the matcher compares with running every phrase as a pattern.

    python benchmarks/speed.py [FILE]

Prints medians of five runs: a cold start of the command line, the steps in a warm process, and the same phrases
found by the automaton (what the engine does) and by one ``regex`` search a phrase (the obvious way, the peer).
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import regex

from checker.api import Checker, read_document
from checker.engine.statements.matching import Automaton, Matcher
from checker.engine.statements.view import pack_phrases
from checker.reading.source import read_bytes
from checker.reporting.html.render import render_html
from checker.rules.phrase import NUMBER, Phrase

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def median(run: Callable[[], object]) -> float:
    """Median wall time of ``run`` in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def as_pattern(phrase: Phrase) -> str:
    """The phrase as one regular expression."""
    chains = []
    for variant in phrase.variants:
        parts = []
        for link in variant:
            gap = "" if not link.gap else f"[^。!?\\n{'' if link.long else ';'}]{{0,{link.gap}}}?"
            choices = "|".join(r"[0-9]+" if c == NUMBER else re.escape(c) for c in link.choices)
            parts.append(f"{gap}(?:{choices})")
        chains.append("".join(parts))
    return "|".join(chains)


def main() -> int:
    """Print the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds" / "01-chengyu-city-2023.txt"
    command = [sys.executable, "-m", "checker", "check", str(path), "-f", "json", "-o", str(ROOT / "build" / "speed")]
    cold = median(lambda: subprocess.run(command, check=True, capture_output=True))
    checker = Checker()
    document = read_document(str(path), read_bytes(path), checker.lexicon)
    assessment = checker.check_document(document)
    phrases = [p for p in dict.fromkeys(pack_phrases(checker.loaded.pack)) if not p.pattern]
    text = checker.page(document).clauses.normal.text
    automaton = Automaton(phrases)

    def ours() -> int:
        matcher = Matcher(automaton, text)
        return sum(len(matcher.hits(p)) for p in phrases)

    compiled = [regex.compile(as_pattern(p)) for p in phrases]
    rows = [
        ("命令行冷启动,一份报告到 JSON", cold),
        ("装载规则包(已缓存)", median(Checker)),
        ("读文档", median(lambda: read_document(str(path), read_bytes(path), checker.lexicon))),
        ("判定", median(lambda: checker.check_document(document))),
        ("写 HTML", median(lambda: render_html(assessment))),
        (f"匹配 {len(phrases)} 条词语:一遍自动机", median(ours)),
        (
            f"匹配 {len(phrases)} 条词语:逐条正则(同类做法)",
            median(lambda: [len(list(c.finditer(text))) for c in compiled]),
        ),
    ]
    print(f"{path.name},{len(document.text)} 字;中位数,毫秒")
    for name, value in rows:
        print(f"{value:9.1f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
