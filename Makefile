# copyfit: `make` builds every brief; `make test` runs the tests; `make help` lists the rest.
# What is installed goes into .venv, but for system libraries, which need root or sudo without a password.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all setup test prove lint parity fuzz corpus audit fit-report bench gallery matrix docs lock mutants clean help
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
SYSTEM_FOR_TESTS := libreoffice-writer-nogui poppler-utils strace chromium

all: setup  ## build every brief into dist/
	@$(BIN)/copyfit build

setup: $(READY)  ## the virtual environment and the system libraries, once
	@.ci/system "Pango and HarfBuzz, which lay out the pages," '$(BIN)/copyfit doctor --quiet' $(SYSTEM)

$(READY): requirements.lock pyproject.toml
	@.ci/python $(PYTHON) $(VENV)
	@echo "installing the locked packages into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test: setup  ## all tests, those that read the files with LibreOffice and Poppler too
	@.ci/system "LibreOffice Writer, Poppler, strace and Chromium, which the tests look with," 'command -v soffice && command -v pdftotext && command -v strace && command -v chromium' $(SYSTEM_FOR_TESTS)
	$(BIN)/python -m pytest -n 2 --dist loadfile

prove: setup  ## everything that `make test` draws a sample of, in full: an hour; figures in docs/proved.md
	@.ci/system "LibreOffice Writer, Poppler, strace and Chromium, which the tests look with," 'command -v soffice && command -v pdftotext && command -v strace && command -v chromium' $(SYSTEM_FOR_TESTS)
	COPYFIT_PROVE=1 $(BIN)/python -m pytest -n 2 --dist loadfile --figures

lint: setup  ## format, lint and types
	$(BIN)/ruff format --check build/copyfit tests
	$(BIN)/ruff check build/copyfit tests
	$(BIN)/mypy

parity: setup  ## are the Word files' lines the PDFs', in the same places? overlays in dist/parity/
	@.ci/system "LibreOffice Writer, which lays the Word files out," 'command -v soffice' libreoffice-writer-nogui
	@$(BIN)/python tests/parity.py

fuzz: setup  ## fit 1,000 random pages and 1,000 random briefs, try 10,000 broken projects; some hours
	COPYFIT_FUZZ=1000 $(BIN)/python -m pytest tests/fit/test_properties.py tests/fit/test_reality.py
	PYTHONPATH=tests:build $(BIN)/python -m hostile.fuzz --count 10000 --seed $$(date +%F)
	PYTHONPATH=tests:build $(BIN)/python -m hostile.guided --runs 20000

corpus: setup  ## list the corpus of hostile inputs in docs/hostile.md
	@PYTHONPATH=tests:build $(BIN)/python -m hostile.table

audit: setup  ## are the packages locked, bounded, licensed, and without known holes? 3: holes not looked up
	@$(BIN)/python tests/audit.py

fit-report: setup  ## how well pages are filled: every brief here, and 200 that nobody tuned
	@$(BIN)/python tests/fit/report.py

bench: setup  ## what a page costs beside a bare script, how long a build and a save take
	@$(BIN)/python tests/engine.py
	@$(BIN)/python tests/bench.py

mutants: setup  ## would the tests notice? a hundred broken programs, three quarters of an hour
	@$(BIN)/python tests/mutants.py

gallery: setup  ## draw docs/gallery.png and docs/preview.png, the pictures in the docs, from the sample's pages
	@$(BIN)/python tests/gallery.py
	@$(BIN)/python tests/preview_picture.py

matrix: setup  ## one hash per file, in 24 circumstances? written down in docs/matrix.md
	@$(BIN)/python tests/matrix.py

docs: setup  ## the documentation as a site in site/, every link in it checked
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "open site/index.html"

lock:  ## bring requirements.lock up to date with pyproject.toml
	@.ci/lock $(PYTHON)

clean:  ## remove what was made: dist/, .venv and caches; build/ is the program and stays
	rm -rf dist site $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find build tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile
