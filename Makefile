# `make graph` builds the graph of seeds/; `make test` checks everything. Both need only python3 (3.11 or later) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Pinned and hashed; the two that have to be built here are built with the tools of build.lock, not with the newest.
LOCKED := $(PIP) --require-hashes --no-build-isolation --use-pep517

.PHONY: graph test lint unit packages readers test-spark spark java lock clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /make \1\t/'

graph: $(VENV)/run.done ## seeds/ -> output/
	$(BIN)/kg build seeds -o output

test: lint unit ## lint, types, layers and all tests

lint: $(VENV)/dev.done ## ruff, mypy, lint-imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/dev.done packages readers ## the tests
	$(BIN)/pytest -n 2

test-spark: java ## the tests of --engine spark, which need a Java runtime and half a gigabyte of packages
	@$(MAKE) --no-print-directory VENV=$(VENV)-spark spark

spark: $(VENV)/spark.done
	PYSPARK_PYTHON=$(CURDIR)/$(BIN)/python $(BIN)/pytest tests/spark

java:
	@sh tests/install-packages java

packages: ## Chromium, a Chinese font and rapper, which the tests need, from Debian
	@sh tests/install-packages

readers: ## graphology, which reads GEXF in a test, where there is npm
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory $(VENV)/readers/done; fi

$(VENV)/readers/done: tests/export/readers/package-lock.json
	@mkdir -p $(VENV)/readers
	@cp tests/export/readers/package.json tests/export/readers/package-lock.json $(VENV)/readers
	npm ci --prefix $(VENV)/readers --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# A stamp is newer than the locks it was made from, so that a second `make` installs nothing.
$(VENV)/build.done: requirements/build.lock
	@$(PYTHON) -c 'import sys; sys.exit("kg needs Python 3.11 or later, this is " + sys.version.split()[0] + "; name another: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/build.lock
	@touch $@

$(VENV)/run.done: $(VENV)/build.done requirements/run.lock pyproject.toml
	$(LOCKED) -r requirements/run.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements/dev.lock
	$(LOCKED) -r requirements/dev.lock
	@touch $@

$(VENV)/spark.done: $(VENV)/run.done requirements/spark.lock
	$(LOCKED) -r requirements/spark.lock
	@touch $@

# --no-emit-index-url: a lock names no registry. One version for every Python, so that all of them write the same bytes.
UV := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-annotate --no-header --no-emit-index-url

lock: $(VENV)/build.done ## newest versions into requirements/*.lock
	$(PIP) uv
	$(UV) --group build --output-file requirements/build.lock
	$(UV) --constraints requirements/build.lock pyproject.toml --output-file requirements/run.lock
	$(UV) --constraints requirements/build.lock --constraints requirements/run.lock pyproject.toml --extra lac \
	  --extra tables --extra notebook --extra analyse --group dev --output-file requirements/dev.lock
	$(UV) --constraints requirements/build.lock --constraints requirements/run.lock pyproject.toml --extra spark \
	  --group spark --output-file requirements/spark.lock

clean: ## all that was made, but output/
	rm -rf $(VENV) $(VENV)-spark dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/screenshots
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
