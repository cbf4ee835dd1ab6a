"""``checker rules …``: for people who write rules."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from checker.cli import coverage
from checker.cli.options import AllowSecret, PackName, settings_of
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error
from checker.cli.rules_json import Form, cases_json, chosen_form, problems_json, rules_json

group = typer.Typer(
    help="规则:列出、检查、测试、解释。\n\n例:checker rules list", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to ``app``."""
    group.command("coverage", help=coverage.HELP, no_args_is_help=True)(coverage.coverage)
    app.add_typer(group, name="rules")


@group.command("list", help="列出规则。\n\n例:checker rules list\n\n例:checker rules list enforcement -f json")
def list_rules(
    prefix: Annotated[str, typer.Argument(help="编号开头。", show_default=False)] = "",
    pack: PackName = None,
    form: Form = "console",
) -> None:
    """One rule a line."""
    from checker.model import names as wording
    from checker.rules.loader import load_pack
    from checker.text.widths import pad

    with exit_on_error():
        chosen_form(form)
        loaded = load_pack(settings_of("-", pack).pack).pack
        rules = [r for r in loaded.rules if r.id.startswith(prefix)]
        if form == "json":
            sys.stdout.write(rules_json(loaded, rules))
            return
        for rule in rules:
            state = f"(停用:{rule.off})" if rule.off else f"(将去掉:{rule.deprecated})" if rule.deprecated else ""
            typer.echo(f"{pad(rule.id, 38)}{pad(wording.OBLIGATIONS[rule.obligation], 6)}{rule.title}{state}")
        typer.echo(f"共 {len(rules)} 条({loaded.id} {loaded.version})。")


@group.command("packs", help="列出可用的规则包:自带的,和已安装的 Python 包带来的。\n\n例:checker rules packs")
def packs() -> None:
    """One pack a line."""
    from checker.resources import rules_dir
    from checker.rules.loader import load_pack
    from checker.rules.packs import available
    from checker.text.widths import pad

    with exit_on_error():
        for place in available(rules_dir()):
            pack = load_pack(place.name).pack
            source = f"(来自 {place.source})" if place.source else ""
            typer.echo(f"{pad(place.name, 24)}{pad(pack.version, 10)}{pack.title}{source}")


@group.command("lint", help="检查规则的写法。\n\n例:checker rules lint\n\n例:checker rules lint --pack 我的规则包/")
def lint(pack: PackName = None, form: Form = "console") -> None:
    """Problems with their places; exit code 2 when there is an error."""
    from checker.authoring.lint import lint_pack, stale_remarks

    with exit_on_error():
        chosen_form(form)
        name = settings_of("-", pack).pack
        problems = list(lint_pack(name))
        remarks = [] if problems else list(stale_remarks(name))
    if form == "json":
        sys.stdout.write(problems_json(problems, remarks))
        raise typer.Exit(FAILED if problems else 0)
    for remark in remarks:
        complain(remark)
    for problem in problems:
        complain(f"{problem.where}:{problem.message}")
    if problems:
        complain(f"共 {len(problems)} 处。")
        raise typer.Exit(FAILED)
    typer.echo("规则写法没有问题。")


@group.command("test", help="跑规则里的例子。\n\n例:checker rules test\n\n例:checker rules test review.")
def run_tests(
    prefix: Annotated[str, typer.Argument(help="编号开头。", show_default=False)] = "",
    pack: PackName = None,
    form: Form = "console",
) -> None:
    """Failed examples with their places; exit code 1 when there is one."""
    from checker.authoring.cases import run_cases
    from checker.authoring.testing import run_examples
    from checker.rules.loader import load_pack

    with exit_on_error():
        chosen_form(form)
        name = settings_of("-", pack).pack
        cases = [*run_examples(name, prefix), *run_cases(name, load_pack(name), prefix)]
    failed = [c for c in cases if not c.passed]
    if form == "json":
        sys.stdout.write(cases_json(cases))
        raise typer.Exit(SHORT if failed else 0)
    for case in failed:
        complain(f"{case.where}:{case.rule_id} {case.message}")
    typer.echo(f"{len(cases) - len(failed)} 个例子通过,{len(failed)} 个不符。")
    if failed:
        raise typer.Exit(SHORT)


@group.command(
    "explain",
    help="解释一条规则:要什么、凭什么;给出文件时,哪些要素在哪里找到、还缺什么。\n\n"
    "例:checker rules explain enforcement.publicity 报告.docx\n\n"
    "例:checker rules explain enforcement.publicity --words",
)
def explain(
    rule_id: Annotated[str, typer.Argument(help="规则编号。", show_default=False)],
    path: Annotated[str | None, typer.Argument(help="报告文件。", show_default=False)] = None,
    pack: PackName = None,
    words: Annotated[bool, typer.Option("--words", help="列出这条规则找的全部词语。")] = False,
    allow_secret: AllowSecret = False,
) -> None:
    """The rule, and how a document fared."""
    import difflib

    from checker.api import Checker
    from checker.authoring.explain import explain_on, explain_rule, explain_words
    from checker.errors import UsageError

    with exit_on_error():
        settings = settings_of(path or "-", pack)
        checker = Checker(settings.pack)
        try:
            rule = checker.loaded.pack.rule(rule_id)
        except KeyError:
            near = difflib.get_close_matches(rule_id, [r.id for r in checker.loaded.pack.rules], 1)
            hint = f"是不是“{near[0]}”?" if near else "可用 checker rules list 查看编号。"
            msg = f"没有规则“{rule_id}”,{hint}"
            raise UsageError(msg) from None
        sys.stdout.write(explain_rule(rule))
        if words:
            sys.stdout.write("\n" + explain_words(rule))
        if path is not None:
            options = settings.options(force=True, allow_secret=allow_secret)
            assessment = checker.check(path, options)
            page = checker.page(assessment.document)
            sys.stdout.write("\n" + explain_on(rule, assessment, page, checker.loaded.pack))


@group.command(
    "new",
    help="写出一条新规则的骨架,填好再用。\n\n"
    "例:checker rules new local.river-chief 河长制 --dimension functions > 河长.yaml",
)
def new(
    rule_id: Annotated[str, typer.Argument(help="编号,如 local.river-chief。", show_default=False)],
    word: Annotated[str, typer.Argument(help="关键词,如 河长制。", show_default=False)],
    dimension: Annotated[str, typer.Option("--dimension", help="一级指标编号。")] = "document",
    kind: Annotated[str, typer.Option("--kind", help="topic、figure 或 section。")] = "topic",
) -> None:
    """A skeleton that loads and lints."""
    from checker.authoring.skeleton import skeleton

    with exit_on_error():
        sys.stdout.write(skeleton(rule_id, word, dimension, kind))


@group.command(
    "learn",
    help="从例子学习:训练识别数据,写到规则包旁的 recogniser.json。\n\n"
    "例:checker rules learn\n\n例:checker rules learn --pack 我的规则包/ --passages 标注段落.jsonl --corpus 报告/",
)
def learn(
    pack: PackName = None,
    passages: Annotated[list[str] | None, typer.Option("--passages", help="标注过的段落,一行一个 JSON。")] = None,
    corpus: Annotated[list[str] | None, typer.Option("--corpus", help="审读过的报告所在的文件夹。")] = None,
) -> None:
    """Train, write, and say from what."""
    from pathlib import Path

    from checker.authoring.learning import write_recogniser

    with exit_on_error():
        name = settings_of("-", pack).pack
        path, learned = write_recogniser(name, [Path(p) for p in passages or ()], [Path(c) for c in corpus or ()])
    for material in learned.materials:
        typer.echo(f"{material.name}:{material.count} 份,{material.sha256[:12]}")
    typer.echo(f"已学 {len(learned.rules)} 条规则,写到 {path}。")


@group.command("docs", help="由规则生成说明页,每条规则一页。\n\n例:checker rules docs -o docs/rules")
def docs(
    output: Annotated[str, typer.Option("-o", "--output", help="放到哪个文件夹。")] = "docs/rules",
    pack: PackName = None,
) -> None:
    """Generated documentation."""
    from pathlib import Path

    from checker.authoring.docs import write_docs
    from checker.rules.loader import load_pack

    with exit_on_error():
        changed = write_docs(load_pack(settings_of("-", pack).pack).pack, Path(output))
    typer.echo(f"{output}:改动 {changed} 页。")
