# Sitrep: `make run` starts it, `make test` checks everything. Both install what they need into .venv first.

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 3

SITREP_SHARED ?= ../shared

.PHONY: run install dev test check fuzz readme bench eval lock clean

run: install
	@$(BIN)/python -m bot run

install: .venv/installed

dev: .venv/installed-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sitrep needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.lock | .venv/bin/python
	@echo "Installing Sitrep's dependencies into .venv ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock >&2
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock >&2
	@touch $@

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: check
	$(BIN)/pytest -n $(JOBS) --dist worksteal

# The property tests again with new examples, many more of them; what it finds becomes an @example.
fuzz: dev
	SITREP_EXAMPLES=fuzz $(BIN)/pytest -n $(JOBS) $$(grep -rlE 'hypothesis|SITREP_EXAMPLES' tests --include='test_*.py')

# The examples in README.md as the program prints them today; a test says when they are behind.
readme: dev
	PYTHONPATH=. $(BIN)/python tools/refresh_readme.py

bench: dev
	$(BIN)/python bench/run.py

# How right the pipeline is on public data beside other tools; needs the shared folder, which says how it is scored.
eval: dev
	@test -f $(SITREP_SHARED)/eval/requirements.txt || { echo "make eval needs the shared folder: SITREP_SHARED=/path/to/shared make eval" >&2; exit 2; }
	@test -x .venv-eval/bin/python || $(PYTHON) -m venv .venv-eval
	@.venv-eval/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip >&2
	@.venv-eval/bin/python -m pip install --quiet --disable-pip-version-check -r $(SITREP_SHARED)/eval/requirements.txt >&2
	SITREP_SHARED=$(abspath $(SITREP_SHARED)) $(BIN)/python bench/evaluate.py $(abspath .venv-eval/bin/python)

# Pins what pyproject.toml allows, without download addresses; needs uv on the PATH.
lock:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .venv-eval .mypy_cache .pytest_cache .ruff_cache .hypothesis
