PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help serve test build check fmt bench power imports audit rules screenshot clean

help: ## Show this list.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

serve: $(READY) ## Build the site and serve it with the sandbox on http://127.0.0.1:8000 (PORT=…).
	$(BIN)/apiref serve --port $(PORT)

test: $(READY) ## Run every test of the project.
	$(BIN)/pytest -n auto --dist loadgroup

build: $(READY) ## Run every sample, then build the site into site/.
	$(BIN)/apiref samples --run --record docs/sample-run.json
	$(BIN)/apiref build

check: $(READY) ## Check the format, the lint, the types, the import direction and the contract.
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/apiref check openapi.yaml

fmt: $(READY) ## Format the code and mend what the linter can.
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: $(READY) ## Measure against peers, as ratios in one run.
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.scale --page docs/scale.md
	$(BIN)/python -m tests.bench.refresh --page docs/scale.md
	$(BIN)/python -m tests.documents

power: $(READY) ## Run the suite, and schemathesis beside it, on servers with one fault each and write docs/power.md (POWER=--help).
	$(BIN)/python -m tests.faults $(POWER)

imports: $(READY) ## Take the contract into every tool of tests/imports/tools and write docs/imports.md.
	IMPORTS_BODIES=2000 $(BIN)/pytest -q -n auto tests/imports
	$(BIN)/python -m tests.imports --page docs/imports.md

audit: $(READY) ## Have html-validate judge every page of the site, and Lighthouse one of each kind.
	$(BIN)/python -m tests.audit

rules: $(READY) ## Write docs/what-is-tested.md from the rules of the suite.
	$(BIN)/python -m contract_tests.report.table > docs/what-is-tested.md

documents: $(READY) ## Build a site from each of the documents of other APIs in tests/documents.
	$(BIN)/python -m tests.documents

screenshot: $(READY) ## Take the README's picture of the site anew, and draw the one that links to it show.
	$(BIN)/python -m tests.browser.screenshot docs/assets/screenshot.png
	$(BIN)/python -m tests.browser.social docs/assets/social.png

clean: ## Remove what was built and installed.
	rm -rf .venv site reports

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,zensical]'
	touch $@
