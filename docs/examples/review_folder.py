"""按缺口多少列出一个文件夹里的报告;用法:python review_folder.py 文件夹"""

from __future__ import annotations

import sys
from pathlib import Path

from checker import Checker, CheckerError, render

NEEDS_WORK = ("missing", "partial")


def main(folder: str) -> int:
    """List the reports of ``folder``, those with most statutory gaps first, and write a page for each."""
    checker = Checker("national")  # prepared once, used for every file
    rows = []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix not in {".docx", ".txt", ".md", ".html"}:
            continue
        try:
            assessment = checker.check(path)
        except CheckerError as error:  # its text says what is wrong and what to do
            print(error, file=sys.stderr)
            continue
        gaps = [r for r in assessment.results if r.verdict in NEEDS_WORK and r.obligation == "statutory"]
        rows.append((len(gaps), path.name, assessment.score.total, [r.title for r in gaps]))
        Path(path.stem + ".html").write_bytes(render(assessment, "html"))
    for count, name, total, titles in sorted(rows, reverse=True, key=lambda row: row[0]):
        print(f"{name}\t法定事项不全 {count} 项\t得分 {total}\t{'、'.join(titles)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
