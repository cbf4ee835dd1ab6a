"""``checker rules learn``: trains the recogniser of a pack and writes ``recogniser.json``.

Two questions are learned. *What is a sentence about?* One logistic regression a rule over strings of characters;
the text's own examples against everybody else's and against its look-alikes. *How sure may one be?* One regression
over a few traits (:mod:`checker.engine.recogniser.traits`), taught on sentences by authors that the first question had
not learned from: handed-in passages and reports where there are any, else examples that were held back.

The same material gives the same bytes. A pack that extends another one learns only what is new in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from math import log, sqrt
from pathlib import Path
from typing import Any

from checker.api import Checker
from checker.authoring.lessons import Lesson, Taught, Trial, from_corpus, from_pack, from_passages
from checker.engine.recogniser.opinion import neighbours
from checker.engine.recogniser.scoring import Scorer
from checker.engine.recogniser.statements import grams
from checker.engine.recogniser.traits import nearest, traits
from checker.errors import UsageError
from checker.rules.model import Rule
from checker.rules.recogniser import FILE, SCHEMA, Calibration, Heads, Recogniser, learnable, read_recogniser, taught

__all__ = ["learn", "write_recogniser"]

_STRICTNESS = 30.0  # inverse strength of regularisation of the rows
_CALIBRATION_STRICTNESS = 0.3
_ABOUT, _LOOKALIKE = 2.0, 2.0  # weight of what is on the matter, and of what only looks like it
_ROW = 400  # strings kept a rule: those that say most
_RARE = {1: 2, 2: 2, 3: 3}  # strings of this length must stand in so many texts
_FLOOR, _BEHIND = -3.0, 1.0
_SURE = (0.85, 0.95, 0.5)  # full, partial, alone: see docs/recogniser.md for what other limits would cost
_FOLDS = 3
_UNIT = 100


def write_recogniser(name: str, passages: Sequence[Path] = (), corpora: Sequence[Path] = ()) -> tuple[Path, Heads]:
    """Learn and write the file of the pack called ``name``; returns where it stands and what was learned.

    Raises:
        RuleError: The pack is broken.
        UsageError: scikit-learn is not there, or the material is none.
    """
    checker = Checker(name)
    folder = checker.loaded.folders[-1]
    data = learn(checker, passages, corpora)
    (folder / FILE).write_bytes(data)
    learned = read_recogniser(checker.loaded.folders)
    assert learned is not None  # noqa: S101 - it was written just now
    return folder / FILE, learned.heads[-1]


def learn(checker: Checker, passages: Sequence[Path] = (), corpora: Sequence[Path] = ()) -> bytes:
    """What there is to learn for the last pack in ``checker``'s family, as the bytes of its file."""
    inherited = read_recogniser(checker.loaded.folders[:-1])
    rules = [r for r in checker.loaded.pack.rules if learnable(r) and _new(r, inherited)]
    if not rules:
        msg = "没有可学的规则:要有 full 或 partial 的例子,且种类为 topic 或 figure。"
        raise UsageError(msg)
    own, written, reports = from_pack(checker), Taught(), Taught()
    for path in passages:
        written.add(from_passages(checker, path))
    for folder in corpora:
        reports.add(from_corpus(checker, folder))
    heads = _heads(rules, [*own.lessons, *written.lessons, *reports.lessons])
    calibration = _calibrated(rules, own, written, reports) if inherited is None else None
    plain = {
        "schema": SCHEMA,
        "materials": [asdict(m) for m in (*own.materials, *written.materials, *reports.materials)],
        "calibration": calibration and asdict(calibration),
        "taught": {r.id: taught(r) for r in rules},
        "rules": list(heads.rules),
        "bias": list(heads.bias),
    }
    return _written(plain, heads.features)


def _new(rule: Rule, inherited: Recogniser | None) -> bool:
    return inherited is None or inherited.taught(rule.id) is None


def _written(plain: Mapping[str, Any], features: Mapping[str, Sequence[int]]) -> bytes:
    """JSON with one string of characters a line, so that two versions can be held against each other."""
    head = json.dumps(plain, ensure_ascii=False, indent=1)[:-2]
    rows = ",\n".join(
        f"  {json.dumps(g, ensure_ascii=False)}: {json.dumps(list(r), separators=(',', ':'))}"
        for g, r in sorted(features.items())
    )
    return f'{head},\n "features": {{\n{rows}\n }}\n}}\n'.encode()


def _heads(rules: Sequence[Rule], lessons: Sequence[Lesson]) -> Heads:
    """The rows of ``rules``, learned from ``lessons``."""
    regression, matrix = _libraries()
    found = [grams(lesson.text) for lesson in lessons]
    spread = Counter(g for f in found for g in f)
    vocabulary = sorted(g for g, n in spread.items() if n >= _RARE[len(g)] and "\n" not in g)
    rarity = [round(_UNIT * (log((1 + len(lessons)) / (1 + spread[g])) + 1)) for g in vocabulary]
    columns = {g: i for i, g in enumerate(vocabulary)}
    table = matrix([sorted(columns[g] for g in f if g in columns) for f in found], rarity)
    rows: dict[str, list[int]] = {g: [r] for g, r in zip(vocabulary, rarity, strict=True)}
    bias: list[int] = []
    for index, rule in enumerate(rules):
        known = [(n, lesson) for n, lesson in enumerate(lessons) if rule.id in lesson.about or lesson.others]
        marks = [lesson.about.get(rule.id, False) for _, lesson in known]
        weights = [
            lesson.weight * (_ABOUT if mark else _LOOKALIKE if rule.id in lesson.about else 1.0)
            for mark, (_, lesson) in zip(marks, known, strict=True)
        ]
        model = regression(C=_STRICTNESS, solver="liblinear", random_state=0)
        model.fit(table[[n for n, _ in known]], marks, sample_weight=weights)
        bias.append(round(float(model.intercept_[0]) * _UNIT))
        strongest = sorted(enumerate(model.coef_[0].tolist()), key=lambda w: (-abs(w[1]), w[0]))[:_ROW]
        for column, weight in strongest:
            rows[vocabulary[column]] += [index, round(weight * _UNIT)]
    ids = tuple(r.id for r in rules)
    return Heads(ids, tuple(bias), rows, {r.id: taught(r) for r in rules}, ())


def _calibrated(rules: Sequence[Rule], own: Taught, written: Taught, reports: Taught) -> Calibration:
    """How sure one may be, from trials that the rows used for them had not learned from."""
    tried: list[_Tried] = []
    if reports.trials:
        tried += _tried(_heads(rules, own.lessons), reports.trials)
    if written.trials:
        return _fitted([*tried, *_tried(_heads(rules, [*own.lessons, *reports.lessons]), written.trials)])
    by_rule = Counter[str]()
    folds: list[list[Trial]] = [[] for _ in range(_FOLDS)]
    for trial in own.trials:
        folds[by_rule[trial.rule.id] % _FOLDS].append(trial)
        by_rule[trial.rule.id] += 1
    for fold in folds:
        texts = {"。".join(s.text for s in t.statements) for t in fold}
        tried += _tried(_heads(rules, [x for x in own.lessons if x.text not in texts]), fold)
    return _fitted(tried)


_Tried = tuple[Mapping[str, float], str, float]
_NONE = Calibration({}, {}, _FLOOR, _BEHIND, *_SURE)


def _tried(heads: Heads, trials: Iterable[Trial]) -> list[_Tried]:
    """Traits, verdict and weight of every trial whose best sentence comes near enough to speak."""
    scorer = Scorer(Recogniser((heads,), _NONE, ""))
    known = {}
    found: list[_Tried] = []
    scored: dict[str, Any] = {}
    for trial in trials:
        rule = trial.rule
        if rule.id not in known:
            known[rule.id] = neighbours(rule.examples, scorer)
        for statement in trial.statements:
            if statement.text not in scored:
                scored[statement.text] = scorer.score(statement.text)
        if not trial.statements:
            continue
        best = max(trial.statements, key=lambda s: (scored[s.text].of(rule.id), -s.start))
        vector = scorer.vector(best.text)
        like, unlike = (nearest(vector, known[rule.id], shows=shows)[0] for shows in (True, False))
        seen = traits(best, scored[best.text], rule, like=like, unlike=unlike)
        found.append((seen, trial.verdict, trial.weight))
    return found


def _fitted(tried: Sequence[_Tried]) -> Calibration:
    regression, _ = _libraries()
    names = sorted(tried[0][0])
    means = {n: sum(t[0][n] for t in tried) / len(tried) for n in names}
    spreads = {n: sqrt(sum((t[0][n] - means[n]) ** 2 for t in tried) / len(tried)) or 1.0 for n in names}
    table = [[(t[0][n] - means[n]) / spreads[n] for n in names] for t in tried]
    model = regression(C=_CALIBRATION_STRICTNESS, max_iter=1000)
    model.fit(table, [t[1] for t in tried], sample_weight=[t[2] for t in tried])
    at = {str(v): i for i, v in enumerate(model.classes_)}

    def row(verdict: str) -> dict[str, float]:
        """Log-odds against ``missing``, for traits as they are."""
        slopes = (model.coef_[at[verdict]] - model.coef_[at["missing"]]).tolist()
        plain = {n: s / spreads[n] for n, s in zip(names, slopes, strict=True)}
        constant = float(model.intercept_[at[verdict]] - model.intercept_[at["missing"]])
        constant -= sum(plain[n] * means[n] for n in names)
        return {n: round(v, 4) for n, v in {"bias": constant, **plain}.items()}

    return Calibration(row("full"), row("partial"), _FLOOR, _BEHIND, *_SURE)


def _libraries() -> tuple[Any, Callable[[Sequence[Sequence[int]], Sequence[int]], Any]]:
    """Logistic regression, and a maker of the table that it reads: rows of columns with their rarity, of length 1.

    Raises:
        UsageError: They are not installed.
    """
    try:
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        msg = "训练需要 scikit-learn,请安装:pip install 'fazhi-checker[learn]'。识别不需要它。"
        raise UsageError(msg) from None

    def matrix(rows: Sequence[Sequence[int]], rarity: Sequence[int]) -> Any:  # noqa: ANN401 - ships no types
        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for row in rows:
            norm = sqrt(sum(rarity[c] ** 2 for c in row)) or 1.0
            values += [rarity[c] / norm for c in row]
            columns += row
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(rows), len(rarity)))

    return LogisticRegression, matrix
