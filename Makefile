# What one types to run, test and measure Frontdesk. Each target builds what it needs.

PYTHON ?= python3
TESTS ?= tests
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench lighthouse screenshots audit
.NOTPARALLEL:

# The site on this machine: prints where it is and how to sign in. Ctrl-C stops it.
run: $(VENV)/.runtime
	@exec $(BIN)/python scripts/run.py

# Every test, and which of them take longest. On a bare machine this first installs what they need.
test: system $(VENV)/.development
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --durations 20 $(TESTS)

# Format, lint, types, import contracts, templates and content, locked dependencies.
check: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=site $(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python scripts/check_site.py
	$(BIN)/python scripts/audit_dependencies.py

# Measurements, printed as ratios: all of them, or as in BENCH="pages growth".
bench: system $(VENV)/.development
	@scripts/setup-bench
	$(BIN)/python bench/run.py $(BENCH)

# Lighthouse on every page of the site map: quality as Google's own tool judges it.
lighthouse: system $(VENV)/.development
	PYTHONPATH=site:. $(BIN)/python -m bench.lighthouse

# Every page at two widths and in both colour schemes, into screenshots/.
screenshots: system $(VENV)/.development
	PYTHONPATH=site $(BIN)/python -m scripts.screenshots

# Known vulnerabilities in what we depend on. The one target that needs the internet.
audit: $(VENV)/.development
	$(BIN)/pip-audit --disable-pip --requirement requirements.txt

.PHONY: system
system:
	@scripts/setup-tests

$(VENV)/.python: scripts/setup-venv
	@PYTHON="$(PYTHON)" scripts/setup-venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.development: $(VENV)/.python requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
# pip never takes away what has left the lock; this does, and needs nothing from outside.
	$(BIN)/uv pip sync --quiet --offline --require-hashes --python $(BIN)/python requirements-dev.txt
	@touch $@ $(VENV)/.runtime
