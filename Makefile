PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(VENV)/.installed
DEVELOPING := $(VENV)/.developing
REPORTS := examples/reports

# A folder of real reports beside the project, where there is one; tests that need it skip without it.
export GOUJI_CASES ?= $(abspath $(wildcard ../shared/cases))

.PHONY: test demo lint types package bench docs clean

test: $(INSTALLED)
	$(BIN)/python -m pytest -n 2

# Findings make the exit status 1, and the examples have some on purpose; 2 would be a failure.
demo: $(INSTALLED)
	$(BIN)/gouji check $(REPORTS)/*.txt || test $$? -eq 1
	@mkdir -p build
	$(BIN)/gouji convert $(REPORTS)/qinghe_county_2022.txt -o build/qinghe_county_2022.json
	$(BIN)/gouji check build/qinghe_county_2022.json --format concise || test $$? -eq 1

lint: $(DEVELOPING)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEVELOPING)
	$(BIN)/mypy

package: $(DEVELOPING)
	$(BIN)/python scripts/check_package.py
	$(BIN)/python scripts/check_hook.py

bench: $(DEVELOPING)
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/per_report.py
	$(BIN)/python benchmarks/packs.py --limit 1

# What is made of other files: run it after changing a rule, an edition or an example.
docs: $(INSTALLED)
	for report in $(REPORTS)/*.txt; do $(BIN)/gouji convert $$report -o $${report%.txt}.json || exit; done
	$(BIN)/python scripts/compile_formats.py
	$(BIN)/python scripts/compile_packs.py
	$(BIN)/python scripts/pack_schema.py
	$(BIN)/python scripts/rule_docs.py
	$(BIN)/python scripts/readme_output.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("gouji needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --editable '.[test]'
	@touch $@

$(DEVELOPING): $(INSTALLED)
	$(PIP) install --editable '.[dev,bench]'
	@touch $@
