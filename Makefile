# The two commands of the README, and what authors run. Works with GNU Make 3.81 (macOS).

SHELL := bash
VENV  := .venv
BIN   := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
STEPS := env -u PYTHONPATH -u PYTHONDONTWRITEBYTECODE MAITRISE_STRICT=1 PATH="$(CURDIR)/$(BIN):$$PATH"

# Loaded by the file: what a file makes once, such as a marked class, one process makes.
PYTEST := python -m pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: learn style test test-fast test-deep cases check notebooks docs bench lock player pictures templates vendor wheel release clean written typed faultless provided

learn: $(VENV)/course.ready  ## take the course
	@$(BIN)/maitrise learn

style: $(VENV)/test.ready  ## format and types of Python and JavaScript, faults of the course
	@$(MAKE) --no-print-directory -j3 written typed faultless

written:
	$(STEPS) ruff check .
	$(STEPS) ruff format --check .
	$(STEPS) deno fmt --check
	$(STEPS) deno lint
	$(STEPS) deno check maitrise/kinds maitrise/player maitrise/publish/reveal/deck.js maitrise/server/jupyter tests/player

typed:
	$(STEPS) mypy

faultless:
	$(STEPS) maitrise check

provided:
	@$(BIN)/python tests/provide.py

test-fast: style  ## and all tests without a browser, a kernel or a database server
	$(STEPS) $(PYTEST) -m "not browser and not jupyter and not deep"

test: $(VENV)/test.ready  ## every check: style, types, tests, browser, notebooks
	@$(MAKE) --no-print-directory -j4 written typed faultless provided
	$(STEPS) $(PYTEST) --durations=50
	$(STEPS) MAITRISE_HOME=$(CURDIR)/.cache/no-learner $(PYTEST) --nbval --nbval-current-env -p tests.kernel_ports -p no:cacheprovider course exercises solutions

test-deep: $(VENV)/test.ready .cache/hub/ready  ## nbgrader's own marks on 100 answer sheets a case; a real LRS, LMS and JupyterHub; 20 killed markings; the wheel; Firefox and WebKit
	$(STEPS) MAITRISE_SHEETS=100 python -m pytest -m "" tests/test_cases_nbgrader.py
	$(STEPS) $(HUB) python -m pytest -m deep --ignore tests/test_cases_nbgrader.py

# A JupyterHub has an environment of its own, with the course in it; its proxy comes from npm. Without
# one of the two its tests are left out, and say so.
HUB := MAITRISE_HUB=$(CURDIR)/.cache/hub MAITRISE_HUB_PROXY=$(CURDIR)/.cache/hub/node_modules/.bin/configurable-http-proxy
.cache/hub/ready: Makefile requirements.lock pyproject.toml
	-@$(BIN)/python -m venv .cache/hub && .cache/hub/bin/pip install --quiet "jupyterhub>=6,<7" "oauthenticator>=17,<18" "jupyterhub-ltiauthenticator>=1.6,<2" -e . && npm install --silent --no-fund --no-audit --prefix .cache/hub configurable-http-proxy && touch $@

cases: $(VENV)/test.ready  ## build every case from its file in solutions/
	@$(BIN)/maitrise build --all

check: $(VENV)/test.ready  ## what authors run before a commit
	@$(BIN)/maitrise check

notebooks: $(VENV)/test.ready  ## run the lessons and store what they show
	@$(BIN)/maitrise notebooks

docs: $(VENV)/test.ready  ## write the reference of the commands
	@$(BIN)/typer maitrise.cli.app utils docs --name maitrise --output docs/cli.md

bench: $(VENV)/test.ready provided  ## the measured promises, one line each
	@for claim in start page crowd room player lms marking report site hostile; do $(STEPS) python benchmarks/$$claim.py || exit 1; done

# The locks name no index: pip takes the one that the machine is set up for.
# They keep extras: without, pip looks at the newest version of what is wanted with one, and gives up.
lock: $(VENV)/test.ready  ## resolve the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-strip-extras \
	  --extra install pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-strip-extras \
	  --extra install --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

player: $(VENV)/test.ready  ## list the kinds of question for the page, once one was added
	@$(BIN)/python .ci/kinds.py

pictures: $(VENV)/test.ready  ## make the pictures of the page for HR anew, from a made-up class (needs pdftoppm)
	@PYTHONPATH=tests $(BIN)/python .ci/pictures.py

templates: $(VENV)/test.ready  ## write the blank templates of documents anew
	$(BIN)/python -m pip install --quiet "python-docx>=1.2,<2"
	@$(BIN)/python .ci/templates.py

vendor: $(VENV)/test.ready  ## bring the page's libraries anew (needs npm)
	@$(BIN)/python .ci/vendor.py

wheel: $(VENV)/test.ready  ## the whole course as one file for pip, in dist/
	@$(BIN)/python .ci/wheel.py

release: $(VENV)/test.ready  ## what a version is given out as, in dist/: wheel, site, kits
	@$(BIN)/python .ci/release.py $(TAG)

clean:  ## forget the environment
	rm -rf $(VENV) .cache

$(VENV)/course.ready: requirements.lock pyproject.toml
	@bash .ci/prepare $(VENV) requirements.lock
	@touch $@

$(VENV)/test.ready: requirements-test.lock pyproject.toml
	@bash .ci/prepare $(VENV) requirements-test.lock
	@touch $@ $(VENV)/course.ready
