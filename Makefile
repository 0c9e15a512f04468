# One word each. Nothing needs to be installed beforehand but Python >= 3.11, git and make.
.PHONY: demo test check fix fuzz bench drill sbom setup
export DATA ?= .data
# What one process compiled, the next one need not: some images turn that off, and a run starts dozens.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen

demo: | $(UV) ## the portal with two regions in it, on http://127.0.0.1:$(PORT); what the tests need is not fetched
	@PORTAL_DEMO=1 DEMO_TODAY=$${DEMO_TODAY:-2026-10-05} $(RUN) --no-dev python manage.py demo --port $(PORT)

test: check browser ## lint, types and every test, the browser journeys too
	@$(RUN) pytest -n 2 --dist loadgroup --no-loadscope-reorder

check: setup ## lint, types, templates, migrations
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) python manage.py check --fail-level WARNING
	@$(RUN) python manage.py makemigrations --check --dry-run

fuzz: setup ## every form, filled in 10,000 times by somebody who means no good
	@FUZZ=1430 $(RUN) pytest -n 2 --dist load tests/test_hostile_input.py

sbom: | $(UV) ## what the portal is made of, with versions and digests, as CycloneDX in sbom.json
	@$(UV) export --frozen --no-dev --format cyclonedx1.5 --output-file sbom.json --quiet

fix: setup ## mends what can be mended
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

bench: setup ## what it costs, side by side, on a nation of SIZE: 10k, 100k or 1m people
	@$(RUN) --group bench python -m bench $(or $(SIZE),100k)

drill: setup ## breaks everything that can break, on an installation of its own, and writes docs/beheer/drill.md
	@$(RUN) python -m drill $(if $(CYCLES),--cycles $(CYCLES))

setup: .venv/.ready
.venv/.ready: uv.lock .python-version | $(UV)
	@$(UV) sync --frozen --quiet
	@touch $@

.uv/bin/uv:
	@python3 -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv

.PHONY: browser
browser: setup
	@sh tests/browser.sh
