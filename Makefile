# Renkei: the two commands that matter are `make kg` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help kg test check bench serve docs register wheel clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Renkei needs Python 3.11 or newer / Python 3.11 以上が必要です")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

kg: $(READY)  ## build agreements/ into kg/, validate it, answer the disaster question
	$(BIN)/renkei build agreements --out kg
	$(BIN)/renkei query disaster-response-roles --kg kg
	@echo
	@echo 'kg/store  the graph (Oxigraph)      renkei query --kg kg'
	@echo 'kg/site   files to publish          renkei export --kg kg'

# The editor of the SPARQL page, where npm is there; without it the page has a plain form.
node_modules/.ready: package.json tools/copy_front_end.mjs
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --omit=dev --ignore-scripts && node tools/copy_front_end.mjs; fi || true
	@mkdir -p node_modules && touch $@

serve: node_modules/.ready kg  ## serve the dataset on this machine, with pages and a SPARQL endpoint
	$(BIN)/renkei serve kg

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal --durations 15

check: $(READY)  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)  ## budgets and throughput, side by side with the floors
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	$(BIN)/renkei build agreements --out kg
	$(BIN)/python benchmarks/web.py --kg kg

docs: $(READY)  ## write the reference pages that are generated from code
	$(BIN)/python tools/write_docs.py

register: $(READY)  ## refresh the register of municipalities from its packaged source
	$(BIN)/python tools/refresh_municipalities.py

wheel: $(READY)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## remove everything that was made
	rm -rf $(VENV) .venv-ckan kg dist build
