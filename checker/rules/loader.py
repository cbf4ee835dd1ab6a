"""From folders of YAML to a rule pack: files, inheritance, vocabulary, topics, language.

A *pack folder* holds ``pack.yaml`` (id, version, dimensions, scoring, ``extends``, ``adjust``) and rule files, each
with ``dimension`` and ``rules`` (optionally ``elements`` shared by all rules). Beside the packs,
``vocabulary/*.yaml`` holds named sets of phrases, ``topics.yaml`` the classes of competing topics, ``language/*.yaml``
the words of the readers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.resources import rules_dir
from checker.rules.build import build_element, build_rule
from checker.rules.cache import fetch, keep, source_hash
from checker.rules.model import Dimension, RulePack, Scoring
from checker.rules.packs import find_pack
from checker.rules.phrase import Phrase, parse_phrase
from checker.rules.register import build_register
from checker.rules.strict_yaml import Marked, load
from checker.rules.validate import Problem, language_violations, violations

DEFAULT_PACK = "national"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack ready to use, with the lexicon that belongs to it.

    ``folders`` are its own folder and those of the packs it extends, the root of the family first.
    """

    pack: RulePack
    lexicon: Lexicon
    folders: tuple[Path, ...] = ()


def load_pack(name: str = DEFAULT_PACK, root: Path | None = None) -> Loaded:
    """Load a pack by id (a folder below ``root``, or one of an installed package) or by the path of its folder.

    Raises:
        RuleError: It does not exist, or something in it is wrong (file:line:column in the message).
    """
    root = root or rules_dir()
    folder = find_pack(name, root)
    try:
        key = source_hash(_sources(folder, root), str(folder))
    except OSError as error:
        msg = f"读不了规则文件({error.strerror or error.__class__.__name__})。"
        raise RuleError(msg, str(error.filename or folder)) from None
    plain = fetch(key)
    if plain is None:
        plain = _read(folder, root)
        keep(key, plain)
    return Loaded(_build(plain, plain["sha256"]), Lexicon(plain["language"]), tuple(map(Path, plain["folders"])))


def _sources(folder: Path, root: Path) -> list[Path]:
    """Every file that may have a say in a pack below ``root`` or beside it."""
    files = set(root.rglob("*.yaml"))
    if root not in folder.parents:
        files |= set(folder.rglob("*.yaml"))
    return sorted(files)


def _read(folder: Path, root: Path) -> dict[str, Any]:
    """Read, validate and merge.

    Raises:
        RuleError: The first problem found, with its place.
    """
    source = _Source(root)
    chain = _chain(folder, root, source, ())
    for path, pack_file in chain:
        _refuse(violations(pack_file, "pack"))
        for marked in source.folder(path):
            _refuse(violations(marked, "rules"))
    for marked in source.folder(root / "language"):
        _refuse(language_violations(marked))
    plain = _merge(chain, source)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    plain["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    plain["folders"] = [str(path) for path, _ in chain]
    return plain


def _refuse(problems: Iterator[Problem]) -> None:
    for problem in problems:
        raise RuleError(problem.message, problem.where)


def pack_folder(name: str, root: Path | None = None) -> Path:
    """The folder of a pack.

    Raises:
        RuleError: There is none of that name.
    """
    return find_pack(name, root or rules_dir())


def pack_files(name: str, root: Path | None = None) -> list[Marked]:
    """The rule files of a pack itself (not of the packs it extends), with places.

    Raises:
        RuleError: There is no such pack, or a file is not YAML.
    """
    root = root or rules_dir()
    source = _Source(root)
    return list(source.folder(find_pack(name, root)))


class _Source:
    """Reads YAML files; keeps their marks for messages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marked: dict[str, Marked] = {}

    def read(self, path: Path) -> Marked:
        """One file, strictly."""
        try:
            shown = str(path.relative_to(self.root.parent))
        except ValueError:
            shown = str(path)
        if shown not in self.marked:
            try:
                text = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                msg = f"读不了规则文件({error.__class__.__name__}),请确认是 UTF-8 编码且可读。"
                raise RuleError(msg, shown) from None
            self.marked[shown] = load(text, shown)
        return self.marked[shown]

    def folder(self, path: Path) -> Iterator[Marked]:
        """All YAML files of a folder, by name; case files and the pack file left out."""
        for file in sorted(path.glob("*.yaml")):
            if file.name != "pack.yaml" and not file.name.endswith(".test.yaml"):
                yield self.read(file)


def _chain(folder: Path, root: Path, source: _Source, seen: tuple[Path, ...]) -> list[tuple[Path, Marked]]:
    """The pack and everything it extends, the root of the family first."""
    if folder in seen:
        msg = "规则包互相继承成环:" + " → ".join(p.name for p in (*seen, folder))
        raise RuleError(msg, str(folder))
    marked = source.read(folder / "pack.yaml")
    if not isinstance(marked.data, dict) or "id" not in marked.data:
        msg = "pack.yaml 要有 id、title、version。"
        raise RuleError(msg, marked.file)
    parent = marked.data.get("extends")
    if not isinstance(parent, str | None):
        msg = "extends 要写一个规则包的编号或文件夹。"
        raise RuleError(msg, marked.where(("extends",)))
    before = _chain(find_pack(parent, root), root, source, (*seen, folder)) if parent else []
    return [*before, (folder, marked)]


def _merge(chain: list[tuple[Path, Marked]], source: _Source) -> dict[str, Any]:
    """One plain, JSON-able description of everything in force."""
    root = source.root
    plain: dict[str, Any] = {key: {} for key in ("rules", "elements", "vocabulary", "topics", "language", "register")}
    for marked in source.folder(root / "language"):
        plain["language"][Path(marked.file).stem] = marked.data or {}
    for marked in source.folder(root / "register"):
        _add(plain["register"], marked, (), "底册")
    for marked in source.folder(root / "vocabulary"):
        _add(plain["vocabulary"], marked, (), "词表")
    if (root / "topics.yaml").is_file():
        plain["topics"] = source.read(root / "topics.yaml").data or {}
    for folder, pack_file in chain:
        _apply_pack(plain, pack_file)
        for marked in source.folder(folder):
            _apply_rules(plain, marked, pack_file)
        _adjust(plain, pack_file)
    for key in ("dimensions", "scoring"):
        if key not in plain:
            msg = f"pack.yaml 缺少 {key}(没有 extends 的规则包要自己写)。"
            raise RuleError(msg, chain[-1][1].where(()))
    return plain


def _add(target: dict[str, Any], marked: Marked, path: tuple[str, ...], what: str) -> None:
    data: Any = marked.data or {}
    for key in path:
        data = data.get(key, {})
    for name, value in data.items():
        if name in target:
            msg = f"{what}“{name}”已在别处定义,请改名或合并。"
            raise RuleError(msg, marked.where((*path, name)))
        target[name] = value


def _apply_pack(plain: dict[str, Any], marked: Marked) -> None:
    data = marked.data
    for key in ("id", "title", "version"):
        if key not in data:
            msg = f"pack.yaml 缺少 {key}。"
            raise RuleError(msg, marked.where(()))
        plain[key] = str(data[key])
    for key in ("dimensions", "scoring", "as_of", "level"):
        if key in data:
            plain[key] = data[key]


def _apply_rules(plain: dict[str, Any], marked: Marked, pack_file: Marked) -> None:
    data = marked.data or {}
    if not isinstance(data, dict):
        msg = "规则文件应为映射,含 dimension 和 rules。"
        raise RuleError(msg, marked.where(()))
    _add(plain["elements"], marked, ("elements",), "共用要素")
    _add(plain["vocabulary"], marked, ("vocabulary",), "词表")
    for index, rule in enumerate(data.get("rules", ())):
        place = ("rules", index)
        if not isinstance(rule, dict) or "id" not in rule:
            msg = "每条规则都要有 id。"
            raise RuleError(msg, marked.where(place))
        if rule["id"] in plain["rules"]:
            first = plain["rules"][rule["id"]]["source"]
            msg = f"规则 {rule['id']} 重复(已在 {first} 定义);改动继承来的规则请用 adjust。"
            raise RuleError(msg, marked.where((*place, "id")))
        plain["rules"][rule["id"]] = {
            "dimension": data.get("dimension", ""),
            **rule,
            "source": marked.where(place),
            "pack": str(pack_file.data["id"]),
        }


def _adjust(plain: dict[str, Any], marked: Marked) -> None:
    """Re-grade, re-weight or switch off inherited rules."""
    for rule_id, change in (marked.data.get("adjust") or {}).items():
        where = marked.where(("adjust", rule_id))
        named = next((i for i, r in plain["rules"].items() if rule_id in r.get("aliases", ())), rule_id)
        if rule_id not in plain["rules"] and named not in plain["rules"]:
            msg = f"adjust 里的规则 {rule_id} 不存在。"
            raise RuleError(msg, where)
        if "off" in change and not str(change["off"] or "").strip():
            msg = f"停用规则 {rule_id} 要写明理由(off: 理由)。"
            raise RuleError(msg, where)
        held = rule_id if rule_id in plain["rules"] else named
        plain["rules"][held] = {**plain["rules"][held], **change}


def _resolver(vocabulary: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a closure
    done: dict[str, tuple[Phrase, ...]] = {}
    open_sets: list[str] = []

    def resolve(name: str) -> tuple[Phrase, ...]:
        if name in done:
            return done[name]
        if name not in vocabulary:
            msg = f"没有词表“@{name}”"
            raise RuleError(msg)
        if name in open_sets:
            msg = "词表互相引用成环:" + " → ".join([*open_sets, name])
            raise RuleError(msg)
        open_sets.append(name)
        done[name] = tuple(parse_phrase(str(p), resolve) for p in vocabulary[name])
        open_sets.pop()
        return done[name]

    return resolve


def _refuse_doubles(rules: Mapping[str, Any]) -> None:
    """An old id names one rule, and none that goes by it now."""
    known = dict.fromkeys(rules, "")
    for rule_id, rule in sorted(rules.items()):
        for alias in rule.get("aliases", ()):
            if alias in known:
                msg = f"{rule_id} 的旧编号 {alias} 已经是{known[alias] or '另一条规则'}的编号。"
                raise RuleError(msg, rule["source"])
            known[alias] = f" {rule_id} "


def _build(plain: Mapping[str, Any], digest: str) -> RulePack:
    _refuse_doubles(plain["rules"])
    resolve = _resolver(plain["vocabulary"])
    scoring = plain["scoring"]
    rules = tuple(
        build_rule(data, data["dimension"], resolve, data["source"]) for _, data in sorted(plain["rules"].items())
    )
    return RulePack(
        id=plain["id"],
        version=plain["version"],
        title=plain["title"],
        sha256=digest,
        dimensions=tuple(Dimension(d["id"], d["title"], Decimal(str(d["weight"]))) for d in plain["dimensions"]),
        scoring=Scoring(
            Decimal(str(scoring["partial"])),
            tuple((Decimal(str(g["from"])), g["name"]) for g in scoring["grades"]),
            {k: Decimal(str(v)) for k, v in scoring["deductions"].items()},
            Decimal(str(scoring["deduction_cap"])),
        ),
        rules=rules,
        shared=tuple(build_element(n, d, resolve) for n, d in plain["elements"].items()),
        topics={
            name: {t: tuple(parse_phrase(p, resolve) for p in words) for t, words in members.items()}
            for name, members in plain["topics"].items()
        },
        as_of_year=plain.get("as_of"),
        register=build_register(plain.get("register", {})),
        level=plain.get("level"),
    )
