# make run      set up, build the bundled knowledge base, ask three questions, write a graph view, tell how to look around
# make test     set up, then lint, types and all tests
# make lint     set up, then lint and types; `make unit` runs all tests
# make fast     the tests that take under a minute together
# make mutants  change the rules for judging, dates, gate and merging; print the changes that no test notices
# make data-check  check every rule of the curated data, and count it
# make fuzz     change inputs at random until one is not refused but breaks a rule; MINUTES=10 for each target
# make docs     the documentation site, in out/site
# make bench    generate facts, build, ask, and compare with other engines; SIZES="1k 10k" for fewer than the usual three;
#               then measure networks with each engine, NODES="1000 10000" for smaller ones; then kill writers
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint unit data-check fast bench fuzz mutants docs fix clean

run: $(READY)
	$(BIN)/autokg ask "Who builds the Polestar 4?"
	$(BIN)/autokg ask "Qui dirige Polestar ?"
	$(BIN)/autokg ask "What do sources disagree on about the Polestar 4?"
	@mkdir -p out
	$(BIN)/autokg export partners -o out/partners.graphml
	@echo "wrote out/partners.graphml"
	@echo "To look around in a browser: $(BIN)/autokg serve, then http://127.0.0.1:8000/"

test: lint unit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/pytest -q -n auto --dist worksteal

data-check: $(READY)
	$(BIN)/python -m autokg.curating.data_check

fast: $(READY)
	$(BIN)/pytest -q -n auto --dist worksteal -m "not slow"

bench: $(READY)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/building/run.py $(SIZES)
	$(BIN)/python benchmarks/network/run.py $(NODES)
	$(BIN)/python benchmarks/crash/run.py

# What mutmut prints are the changes that no test noticed; `.venv/bin/mutmut show NAME` shows one.
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --group mutants
	$(BIN)/mutmut run
	$(BIN)/mutmut results

# Each target for so many minutes: `make fuzz MINUTES=10`, and `TARGETS="edtf query"` for some of them.
fuzz: $(READY)
	$(BIN)/python fuzz/run.py --minutes $(or $(MINUTES),1) $(TARGETS)

docs: $(READY)
	$(BIN)/python -m pip install --quiet --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "wrote out/site/index.html"

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) out build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Installed once, and again where what is to be installed changes.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "autokg needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
