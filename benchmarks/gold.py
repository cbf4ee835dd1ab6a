"""Compare the program with careful readers, and publish the figures.

Runs the checker over ``../shared/corpus`` (five published and nine written reports), calls the corpus's own scoring
tool on the JSON, and writes ``docs/gold.md``: the totals, then precision and recall by dimension and by rule.

    python benchmarks/gold.py [--shared DIR] [--errors]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from checker.api import Checker
from checker.results.stored.write import render_json

ROOT = Path(__file__).resolve().parent.parent
SETS = (("gold", "real", "五份公开报告"), ("dev", "dev", "九份自拟报告"))
VERDICTS = ("full", "partial", "missing")
NAMES = {
    "pairs": "核对的(报告,要求)对数",
    "agreement": "结论一致率",
    "kappa": "Cohen κ",
    "accusations": "误指缺失(人判完整,程序判未见)",
    "comforts": "误判完整(人判未见,程序判完整)",
    "evidence": "证据重合率",
    "figure_precision": "数据项准确率",
    "figure_recall": "数据项召回率",
    "figure_f1": "数据项 F1",
    "defects_found": "必须发现的问题找到的比例",
    "false_alarms": "正确段落被误报的处数",
    "unexplained_per_document": "每份报告未获人工印证的问题数",
    "unexplained_consistency": "其中勾稽类",
    "metadata": "元数据正确率",
}


def main() -> int:
    """Run everything; 0 when it could be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", action="store_true", help="list every disagreement")
    args = parser.parse_args()
    corpus = args.shared / "corpus"
    if not corpus.is_dir():
        print(f"没有找到语料:{corpus}", file=sys.stderr)
        return 2
    checker = Checker()
    dimensions = {r.id: r.dimension for r in checker.loaded.pack.rules}
    titles = {d.id: d.title for d in checker.loaded.pack.dimensions}
    totals: dict[str, dict[str, object]] = {}
    pairs: Counter[tuple[str, str, str]] = Counter()
    for gold, texts, name in SETS:
        out = ROOT / "build" / "gold" / gold
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted((corpus / texts).glob("*.txt")):
            (out / f"{path.stem}.json").write_bytes(render_json(checker.check(path)))
        totals[name] = score(args.shared, corpus / gold, corpus / texts, out, errors=args.errors)
        pairs += compare(corpus / gold, out)
    page = ROOT / "docs" / "gold.md"
    page.write_text(render(totals, pairs, dimensions, titles), "utf-8")
    print(f"已写入 {page.relative_to(ROOT)}")
    return 0


def score(shared: Path, gold: Path, texts: Path, out: Path, *, errors: bool) -> dict[str, object]:
    """The corpus's own figures for one set; printed as the tool prints them."""
    target = out.parent / f"{gold.name}.score.json"
    command = [sys.executable, str(shared / "tools" / "score_gold.py"), str(gold), str(texts), str(out)]
    subprocess.run([*command, "--json", str(target), *(["--errors"] if errors else [])], check=True)
    return dict(json.loads(target.read_text("utf-8")))


def compare(gold: Path, out: Path) -> Counter[tuple[str, str, str]]:
    """How often each (rule, wanted, got) occurred."""
    found: Counter[tuple[str, str, str]] = Counter()
    for path in sorted(gold.glob("*.gold.json")):
        data = json.loads(path.read_text("utf-8"))
        results = json.loads((out / f"{Path(data['doc']).stem}.json").read_text("utf-8"))["results"]
        got = {r["rule_id"]: r["verdict"] for r in results}
        for rule_id, wanted in data["requirements"].items():
            found[rule_id, wanted["verdict"].replace("-", "_"), got.get(rule_id, "absent")] += 1
    return found


def render(
    totals: dict[str, dict[str, object]],
    pairs: Counter[tuple[str, str, str]],
    dimensions: dict[str, str],
    titles: dict[str, str],
) -> str:
    """The page, in Markdown."""
    lines = [
        "# 与人工审读的比对",
        "",
        "由 `make gold` 生成,勿手改。两位细心的审读者之间的一致率是 91.8 %(κ 0.88)。",
        "",
    ]
    lines += ["| 指标 | " + " | ".join(totals) + " |", "|---|" + "---:|" * len(totals)]
    for key, name in NAMES.items():
        lines.append(f"| {name} | " + " | ".join(str(t.get(key)) for t in totals.values()) + " |")
    lines += ["", "## 按一级指标", "", *table({i: {i} for i in titles}, titles, pairs, dimensions)]
    rules = sorted({rule for rule, _, _ in pairs})
    lines += [
        "",
        "## 按规则",
        "",
        *table({r: {r} for r in rules}, {r: f"`{r}`" for r in rules}, pairs, {r: r for r in rules}),
    ]
    return "\n".join(lines) + "\n"


def table(
    groups: dict[str, set[str]],
    titles: dict[str, str],
    pairs: Counter[tuple[str, str, str]],
    group_of: dict[str, str],
) -> list[str]:
    """Agreement, then precision/recall of each verdict, for every group of rules."""
    head = "| | 对数 | 一致率 | " + " | ".join(f"{v} 准确/召回" for v in ("完整", "部分", "未见")) + " |"
    lines = [head, "|---|---:|---:|" + "---:|" * len(VERDICTS)]
    for key in groups:
        mine = {k: n for k, n in pairs.items() if group_of.get(k[0]) == key}
        count = sum(mine.values())
        if not count:
            continue
        agree = sum(n for (_, wanted, got), n in mine.items() if wanted == got)
        cells = [precision_recall(mine, verdict) for verdict in VERDICTS]
        lines.append(f"| {titles[key]} | {count} | {agree / count:.3f} | " + " | ".join(cells) + " |")
    return lines


def precision_recall(pairs: dict[tuple[str, str, str], int], verdict: str) -> str:
    """``precision/recall`` of one verdict, or a dash where it does not occur."""
    said = sum(n for (_, _, got), n in pairs.items() if got == verdict)
    wanted = sum(n for (_, want, _), n in pairs.items() if want == verdict)
    right = sum(n for (_, want, got), n in pairs.items() if want == got == verdict)
    precision = f"{right / said:.2f}" if said else "—"
    recall = f"{right / wanted:.2f}" if wanted else "—"
    return f"{precision}/{recall}"


if __name__ == "__main__":
    sys.exit(main())
