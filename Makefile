# Needs Python 3.11 or newer, git, make and the package registries. `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8000
# Three on two processors: the worker with the killed processes, and that with the demo's clock, mostly wait.
WORKERS ?= 3
PY := .venv/bin/python
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test chaos bench check format messages clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: .venv/.runtime ## an invented court, web server and worker; PORT=8000 unless set, Ctrl-C stops both
	@$(PY) -m tools.demo

test: .venv/.tests ## everything: unit, PostgreSQL, a real Bluesky server, Chromium, killed processes
	@$(PY) -m tools.components
	@$(PY) -m tools.migrated
	$(PY) -m pytest -n $(WORKERS) -m "not bench and not long"
	$(PY) -m tools.with_postgres $(PY) -m pytest -n $(WORKERS) --ignore=tests/approvals/domain -m "(postgres or both) and not bench and not long"

chaos: .venv/.tests ## tests that kill processes, and their long form with figures; CHAOS_SEEDS=3 runs of 1,000 deliveries
	$(PY) -m pytest -m "chaos or long" tests/chaos -rP

bench: .venv/.tests ## measure, and print the figures
	$(PY) -m pytest -m bench -s

check: .venv/.tests ## lint, format, types, import contracts, migrations complete, Django's own checks
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py check

format: .venv/.tests ## put the code into the house's shape
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

messages: .venv/.runtime ## gather every text that people read for translation, and compile what was translated
	@$(PY) -m tools.components gettext
	$(PY) -m tools.messages

clean: ## remove the environment and the caches; data in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/bluesky

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv

# The stamps are younger than what they stand for, so an unchanged file costs nothing.
.venv/.runtime: requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/.tests: requirements-test.txt | .venv/bin/python
	$(PY) -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@ .venv/.runtime
