# 每个目标都会自行准备环境:只需要 python3(3.11 及以上)、make、git。
# Every target prepares its own environment: python3 (3.11 or newer), make and git are enough.

# The first interpreter that is new enough; override with `make PYTHON=/path/to/python3 …`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV   := .venv
PY     := $(VENV)/bin/python
STAMP  := $(VENV)/.installed
BUILD  := build
SAMPLES := $(filter-out %.yaml,$(wildcard seeds/[0-9]*))

# Extra arguments for pytest, e.g. `make test PYTEST_ARGS="-k resources"`. A test file stays in one process, so that
# what it prepares (a page in the browser, a file from the office suite, recognised scans) is prepared once.
PYTEST_ARGS ?= -n auto --dist loadfile

MINUTES ?= 10

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow fuzz lint format format-check types layers dead yaml rules-lint rules-test gold \
	pictures wheel check clean

help: ## 列出全部目标 list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## 准备环境 prepare .venv

# Debian ships Python without ensurepip; only then is a system package needed.
$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "未找到 Python 3.11 及以上版本,请先安装 (Python 3.11 or newer is needed)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  SUDO=; [ "$$(id -u)" = 0 ] || SUDO="sudo -n"; \
	  echo "缺少 python3-venv,正在安装 (installing python3-venv) …"; \
	  { $$SUDO apt-get update -q && $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -qy python3-venv; } || { \
	    echo "请先安装 python3-venv (please run: apt-get install python3-venv)" >&2; exit 1; }; }
	@echo "正在准备 $(VENV),首次约一分钟 (preparing $(VENV), about a minute the first time) …"
	@test -x $(PY) && $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@# An older pip would build the one source package (pure Python) the way that is going away, and say so.
	@PIP_USE_PEP517=1 $(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev,ocr]'
	@touch $@

demo: $(STAMP) ## 审核 seeds/ 中的样例,结果写入 reports_out/ check the samples
	$(VENV)/bin/checker check $(SAMPLES) -o reports_out
	$(VENV)/bin/checker memo seeds/02-muyuan-county-2022-draft.txt -o reports_out
	@echo "完成:用浏览器打开 reports_out/index.html (done: open it in a browser)"

test: $(STAMP) ## 测试,第一层,几分钟 run the tests, first tier: some minutes
	$(PY) -m pytest -m "not slow" $(PYTEST_ARGS)

test-slow: $(STAMP) ## 测试,第二层:慢的 run the second tier: what is slow
	$(PY) -m pytest -m slow $(PYTEST_ARGS)

fuzz: $(STAMP) ## 扔坏文件:make fuzz MINUTES=30 throw damaged files at the readers and loaders
	$(PY) fuzz --minutes $(MINUTES)

lint: $(STAMP) ## 代码规范 ruff check
	$(PY) -m ruff check .

format: $(STAMP) ## 整理格式 rewrite the formatting
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix --select I .

format-check: $(STAMP) ## 检查格式 ruff format --check
	$(PY) -m ruff format --check .

types: $(STAMP) ## 类型检查 mypy --strict
	$(PY) -m mypy --strict checker

layers: $(STAMP) ## 层次约束 import-linter
	$(VENV)/bin/lint-imports

dead: $(STAMP) ## 没有用到的代码 vulture; the list of exceptions stands in pyproject.toml
	$(VENV)/bin/vulture

yaml: $(STAMP) ## YAML 的写法 yamllint
	$(VENV)/bin/yamllint --strict .

rules-lint: $(STAMP) ## 校验规则包 checker rules lint
	$(VENV)/bin/checker rules lint

rules-test: $(STAMP) ## 运行规则自带的示例 checker rules test
	$(VENV)/bin/checker rules test

gold: $(STAMP) ## 与人工审读结果比对 compare with careful readers
	$(PY) benchmarks/gold.py

pictures: $(STAMP) ## 重拍 docs/pictures 的页面图 photograph the pages again
	$(PY) docs/make_pictures.py

wheel: $(STAMP) ## 构建 sdist 与 wheel 到 dist/ build both distributions
	$(PY) -m build --no-isolation

# The gold corpus lives beside the checkout, not in it.
CHECKS := lint format-check types layers dead yaml rules-lint rules-test $(if $(wildcard ../shared/corpus/gold),gold) \
	wheel test test-slow

check: $(CHECKS) ## 以上全部 all of it

clean: ## 删除环境、构建产物与缓存 remove what the targets made
	rm -rf $(VENV) $(BUILD) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find reports_out -mindepth 1 ! -name README.md -delete
