"""A new rule to fill in: it loads and lints as it stands."""

from __future__ import annotations

import re

from checker.errors import UsageError

ID = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
KINDS = ("topic", "figure", "section")

_TOPIC = """    elements:
      落实事实:
        - {{says: ["{word}"], state: done}}
      提到: ["{word}"]
    verdict:
      full: 落实事实
      partial: 提到
"""
_FIGURE = """    elements:
      提到: ["{word}"]
    figures:
      - label: 件数
        says: ["{word}"]
        units: [case]
    verdict:
      full: 件数
      partial: 提到
"""
_SECTION = """    elements:
      专段:
        - {{says: ["{word}"], heading: true}}
      提到: ["{word}"]
    verdict:
      full: 专段
      partial: 提到
"""
_HEAD = """# yaml-language-server: $schema=../../schemas/rules.schema.json
dimension: {dimension}
rules:
  - id: {id}
    title: {word}
    kind: {kind}
    obligation: advisory
    weight: 1
    applies: {{levels: [province, city, county, township, department], years: {{from: 2015}}}}
    definition:
      full: 写明{word}的落实情况。
      partial: 只提到{word}。
      missing: 未提。
    basis: []
"""
_TAIL = """    passed: 已报告{word}的情况。
    gap: 未见{word}的情况。
    partial_gap: 只提到{word},没有落实情况。
    suggestion: 建议补充{word}的做法和结果____;据实填写,无则写无。
    examples:
      - {{text: "印发{word}方案,办理{word}36件。", verdict: full}}
      - {{text: "全年完成{word}12件。", verdict: full}}
      - {{text: "各单位已办结{word}二十件。", verdict: full}}
      - {{text: "{partial}", verdict: partial}}
      - {{text: "各项工作有序推进。", verdict: missing}}
      - {{text: "召开会议3次。", verdict: missing, note: 换成形近而不算的话}}
      - {{text: "明年办理{word}50件。", role: plan, verdict: missing}}
"""
_SECTION_TAIL = """    passed: 已专门报告{word}。
    gap: 未见{word}。
    partial_gap: 提到{word},没有专段。
    suggestion: 建议专段写明{word}____;据实填写,无则写无。
    examples:
      - {{text: "办理36件。", heading: "{word}", verdict: full}}
      - {{text: "推进{word}。", verdict: partial}}
      - {{text: "各项工作有序推进。", verdict: missing}}
"""


def skeleton(rule_id: str, word: str, dimension: str, kind: str = "topic") -> str:
    """A rule file with one rule about ``word``.

    Raises:
        UsageError: The id, word or kind does not fit.
    """
    if not ID.fullmatch(rule_id):
        msg = f"编号应写作 指标.名称(小写字母、数字和连字符),现为“{rule_id}”。"
        raise UsageError(msg)
    if kind not in KINDS:
        msg = f"没有“{kind}”这种规则,可用:{'、'.join(KINDS)}。"
        raise UsageError(msg)
    if not word or any(c in "\"'[]{}:#@…|?\n" for c in word):
        msg = "关键词不能为空,也不能含引号、括号和 :#@…|? 等符号。"
        raise UsageError(msg)
    middle = {"topic": _TOPIC, "figure": _FIGURE, "section": _SECTION}[kind]
    tail = _SECTION_TAIL if kind == "section" else _TAIL
    partial = f"扎实推进{word}工作。"
    return (_HEAD + middle + tail).format(id=rule_id, word=word, dimension=dimension, kind=kind, partial=partial)
