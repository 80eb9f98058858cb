# `make run` is all that a first look needs; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TYPED := $(wildcard areas/geo config/lib/money.py config/lib/text.py config/lib/clock.py config/terms)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile --require-hashes
.DEFAULT_GOAL := help
.PHONY: help run run-all styles vendor dev lint format test test-data test-browser proof bench check lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/main.stamp styles ## everything for a look: site, worker, demo content on 127.0.0.1:8000 (PORT)
	@exec $(BIN)/python -m config.serve

run-all: export DEMO_ALL = 1
run-all: run ## the same with all eight municipalities, each at its own name (hoorn.localhost)

# An environment is made again when it is missing or broken, and filled when a lock changed.
.PHONY: environment
environment:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; for example: make run PYTHON=python3.12"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making $(VENV) …"; \
	  $(PYTHON) -m venv --clear $(VENV); } || \
	  { echo "No environment could be made; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/main.stamp: requirements/main.txt
	@$(MAKE) --no-print-directory environment
	@echo "Installing what requirements/main.txt names …"
	@$(PIP) -r requirements/main.txt
	@touch $@

$(VENV)/dev.stamp: requirements/main.txt requirements/dev.txt
	@$(MAKE) --no-print-directory environment
	@echo "Installing what requirements/main.txt and dev.txt name …"
	@$(PIP) -r requirements/main.txt -r requirements/dev.txt
	@touch $(VENV)/main.stamp $@

dev: $(VENV)/dev.stamp ## the environment for development

# The site works without these styles, so nothing here may stop `make run`.
styles: $(VENV)/main.stamp
	@test -f static/vendor/VERSION || command -v npm >/dev/null || \
	  { echo "Installing npm for the styles (requirements/vendor.txt) …"; \
	    $(PIP) -r requirements/vendor.txt; } || echo "No npm to be had."
	@$(BIN)/python config/vendor.py || echo "The styles could not be made; a plain style is used."

vendor: styles ## fetch the NL Design System styles

lint: $(VENV)/dev.stamp ## style, templates, types, import order
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/mypy $(TYPED)
	@found=$$($(BIN)/lint-imports 2>&1) || { echo "$$found"; exit 1; }
	@echo "lint: no remarks"

format: $(VENV)/dev.stamp ## put Python code in shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test: lint ## lint, then all tests on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.run all

test-data: $(VENV)/dev.stamp ## the real files of GEBIEDSWERK_DATA (default ../shared/data)
	@$(BIN)/python -m tests.run data

test-browser: $(VENV)/dev.stamp styles ## pages in Debian's chromium, with axe
	@$(BIN)/python -m tests.run browser

proof: $(VENV)/dev.stamp ## tests/proof at full numbers, on SQLite and on PostgreSQL (an hour)
	@$(BIN)/python -m tests.run proof

bench: $(VENV)/dev.stamp ## speed, as ratios to a bare view, on PostgreSQL
	@$(BIN)/python -m tests.bench

check: $(VENV)/dev.stamp ## what production would complain about
	@$(BIN)/python -m tests.run deploy

# The same lock for Python 3.11 to 3.13; uv comes from wherever pip gets packages.
LOCK = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --quiet
lock: $(VENV)/dev.stamp ## write the lock files again (UPGRADE=--upgrade for newer versions)
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || \
	  $(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	@$(LOCK) $(UPGRADE) pyproject.toml -o requirements/main.txt
	@$(LOCK) $(UPGRADE) --group dev -c requirements/main.txt -o requirements/dev.txt
	@$(LOCK) $(UPGRADE) --group vendor -o requirements/vendor.txt

clean: ## remove everything that can be made again, the demo database too
	rm -rf $(VENV) var staticfiles static/vendor node_modules \
	  .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
