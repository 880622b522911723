# Everything a person does with this project. `make help` lists the most of it.
# PYTHON=... chooses the Python that .venv is made with, WORKERS=... how many tests run at once.
# Of these there are more than processors: a test waits a third of its time, for its bot or for a disk.

SHELL := /bin/sh
PY := .venv/bin/python
STAMP := .venv/.installed
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))
FOLDERS := texts models documents sop handlers bot demo migrations
CODE := $(foreach folder,$(FOLDERS),$(if $(wildcard $(folder)/*.py $(folder)/*/*.py),$(folder)))
COUNTS := .pytest_cache/counts

# What Python and pytest compile is kept for the other processes of a run, whatever is set outside.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help page install run test check story golden rehearse kill torture every rights fuzz drafts bench sheets sukabumi lists likeness visitors office mutations mutants reached \
        audit bombs flood stranger injection format lint types imports quick all counted shuffled hour chromium pictures guides examples same requirements hooks clean

help:
	@echo "make run      the demo in a browser; with BOT_TOKEN (environment or .env) the live bot"
	@echo "make test     everything: static checks, both databases, a real browser, the story"
	@echo "make shuffled  the tests in an order drawn by lot (ORDER=...: the same again): none may need, or meet, what another left"
	@echo "make hour     the tests as at another hour of the day in Indonesia (HOUR=4; needs libfaketime)"
	@echo "make check    the part of it that takes less than a minute; run it before a commit"
	@echo "make kill     kill -9 of the bot, 40 times in the middle of the story; then the same with a bot that loses"
	@echo "make rights   every handler by every post, a former holder, a stranger, in two offices, at every step; every screen, which may change no row; 100,000 made-up buttons"
	@echo "make torture  all that can go wrong, for hours (KILLS=200 on each database): what was lost, doubled, never answered"
	@echo "make every    a death at each SQL statement and each Bot API call of one usulan, on either database: nothing lost or doubled"
	@echo "make fuzz     10,000 updates of every kind, fields missing, huge and of the wrong type; 1,000 over HTTP"
	@echo "make drafts   500 drafts interrupted in five ways: all must resume with every answer kept"
	@echo "make bench    speed beside other bots and libraries, written to docs/performance.md (ONLY=P1,P3: some of it)"
	@echo "make sheets   every page of every paper at 1, 40 and 1,100 usulan as pictures, and what is wrong with any"
	@echo "make same     every paper 102 times in unlike processes: the same data must give the same bytes"
	@echo "make sukabumi imports 1,500 rows of our own, then the 9,571 real ones of ../shared/data (or REAL=file)"
	@echo "make office   LibreOffice opens our Excel and Word files: sums are those of the database, words those of the PDF"
	@echo "make lists    real usulan in twenty shapes of lists, as kelurahan keep them: read whole, and with how many presses"
	@echo "make likeness counts on these rows how well doubles are found"
	@echo "make mutations  1,000 changed copies of a sealed report: verify takes none of them for whole"
	@echo "make mutants  60 small faults drawn by a seed (SEED=2), each put into a copy: do the tests notice? KNOWN=1: those that once went by unseen"
	@echo "make reached  which refusals no test reaches, by file and line, and which acts of the log none writes (ONLY=tests/flow: of these tests)"
	@echo "make audit    whether any pinned package has a known hole (needs the network; ends with 3 where there is none)"
	@echo "make bombs    files made to fill a memory or to take for ever, sent to the bot while somebody else works"
	@echo "make flood    a thousand messages of one person while five others work"
	@echo "make stranger  strangers at the page and in the chat do their worst while people work: what these notice of it"
	@echo "make injection  what means something to a program, in every question, paper, list and page"
	@echo "make visitors 30 visitors of the demo press at random, then want the story: it goes on, or asks before it begins anew (SEEDS=1-30, STEPS=1)"
	@echo "make story    a whole season without a browser; the papers are left in out/"
	@echo "make golden   records all that people can see in out/golden; AGAINST=folder or commit: what differs from that"
	@echo "make rehearse adds a field and a step to a copy by docs/adding-a-step.md alone, and looks for them where people should see them"
	@echo "make page     the season of one kelurahan in a browser, to its last paper; make test goes as far as verification"
	@echo "make format   let ruff lay out the code"
	@echo "make install  .venv/ with everything pinned (the others do this by themselves)"

# The stamp holds a sum of what was installed, so a checkout with new times but old contents installs nothing.
install:
	@sum=$$(cat requirements-dev.txt | cksum); \
	if [ -x $(PY) ] && [ "$$(cat $(STAMP) 2>/dev/null)" = "$$sum" ]; then exit 0; fi; \
	set -e; \
	if [ ! -x $(PY) ]; then \
	    found=""; \
	    for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	        if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	        then found="$$name"; break; fi; \
	    done; \
	    if [ -n "$$found" ]; then echo "Making .venv with $$($$found --version)"; "$$found" -m venv .venv; \
	    elif command -v uv >/dev/null 2>&1; then echo "Making .venv with uv"; uv venv -q --python '>=3.11' .venv; \
	    elif command -v python3 >/dev/null 2>&1 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	        echo "$$(python3 --version) is here but cannot make environments: install its venv module" \
	             "(Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; \
	    else \
	        echo "Python 3.11 or newer is needed and was not found" \
	             "(python3 here: $$(python3 --version 2>/dev/null || echo none)). Install it, or name it:" \
	             "make PYTHON=/path/to/python3.12 install" >&2; exit 1; \
	    fi; \
	fi; \
	echo "Installing the pinned packages into .venv (once)"; \
	if command -v uv >/dev/null 2>&1; then \
	    uv pip install -q --python $(PY) --require-hashes -r requirements-dev.txt; \
	    uv pip install -q --python $(PY) --no-deps --no-build-isolation --config-setting editable_mode=compat -e .; \
	else \
	    $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt; \
	    $(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation \
	        --config-settings editable_mode=compat -e .; \
	fi; \
	$(PY) -m compileall -q -j 0 .venv/lib $(CODE) >/dev/null 2>&1 || true; \
	echo "$$sum" > $(STAMP)

run: install
	@if [ -n "$$BOT_TOKEN" ] || grep -qsE '^[[:space:]]*(export[[:space:]]+)?BOT_TOKEN=.' .env; \
	then exec $(PY) -m bot run; else exec $(PY) -m demo; fi

story: install
	@exec $(PY) -m demo story

# The record of this tree; AGAINST: and what differs from the record in a folder, or from that of a commit.
AGAINST ?=

golden: install
	@exec $(PY) -m tests.golden $(if $(AGAINST),--against $(AGAINST))

rehearse: install
	@exec $(PY) -m tests.rehearse

rights: install
	@exec $(PY) -m tests.torture.rights

# The same typed and pressed in a browser, to the last paper; `make test` goes as far as verification.
page: install chromium
	@SEASON=whole exec $(PY) -m pytest -q tests/demo/test_page_story.py

kill: install
	@$(PY) -m tests.torture --only-kills --no-crowd && $(PY) -m tests.torture --only-kills --no-crowd --late

KILLS ?= 200

torture: install
	@$(PY) -m tests.torture --kills $(KILLS)
	@$(PY) -m tests.torture --kills $(KILLS) --database postgresql
	@$(PY) -m tests.torture.cluster --kills $(KILLS)
	@$(PY) -m tests.torture --kills 0 --times 20 --trouble "database refuses" --database postgresql
	@$(PY) -m tests.torture --kills 0 --times 20 --trouble SIGTERM
	@$(PY) -m tests.torture.away
	@$(PY) -m tests.torture.every_statement && $(PY) -m tests.torture.every_statement --database postgresql
	@$(PY) -m tests.torture.five_taps
	@for how in "" --read-only --kill "--read-only --kill"; do \
		$(PY) -m tests.torture.full_disk $$how || [ $$? = 3 ] || exit 1; done
	@$(PY) -m tests.torture.broadcast
	@$(PY) -m tests.torture.broadcast --gone
	@$(PY) -m tests.torture.writers && $(PY) -m tests.torture.writers --database postgresql
	@$(PY) -m tests.torture.guesses && $(PY) -m tests.torture.guesses --database postgresql
	@$(PY) -m tests.torture.a_year && $(PY) -m tests.torture.a_year --database postgresql
	@$(PY) -m tests.torture.syncs
	@$(PY) -m tests.torture.beside_backup
	@$(PY) -m tests.torture.soak

every: install
	@$(PY) -m tests.torture.every_statement && $(PY) -m tests.torture.every_statement --database postgresql

fuzz: install
	@exec $(PY) -m tests.torture.fuzz

drafts: install
	@exec $(PY) -m tests.torture.drafts

# ONLY=P1,P3 measures some goals; QUICK=1 is a trial. The bots and libraries it is compared with live in .venv-bench.
ONLY ?=
QUICK ?=
BENCH := .venv-bench

bench: install
	@sum=$$(cat requirements-bench.txt | cksum); \
	if [ "$$(cat $(BENCH)/.installed 2>/dev/null)" != "$$sum" ]; then \
	    set -e; echo "Installing what is compared with into $(BENCH) (once)"; \
	    if command -v uv >/dev/null 2>&1; then \
	        uv venv -q --clear --python $(PY) $(BENCH); \
	        uv pip install -q --python $(BENCH)/bin/python --require-hashes -r requirements-bench.txt; \
	    else \
	        $(PY) -m venv --clear $(BENCH); \
	        $(BENCH)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.txt; \
	    fi; \
	    $(BENCH)/bin/python -m compileall -q -j 0 $(BENCH)/lib >/dev/null 2>&1 || true; \
	    echo "$$sum" > $(BENCH)/.installed; \
	fi
	@$(PY) -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

sheets: install
	@exec $(PY) -m tests.tools.sheets

same: install
	@exec $(PY) -m tests.tools.same_bytes

# Outside of the project, because they have no licence: CI does without.
REAL ?=

lists: install
	@exec $(PY) -m tests.tools.lists --all

visitors: install chromium
	@exec $(PY) -m tests.tools.visitors

sukabumi: install
	@$(PY) -m tests.tools.own_rows && $(PY) -m tests.tools.sukabumi $(REAL) && \
	    $(PY) -m tests.tools.lists --all $(REAL)

likeness: install
	@exec $(PY) -m tests.tools.likeness_figures $(REAL)

office: install
	@exec $(PY) -m tests.tools.office_check

mutations: install
	@exec $(PY) -m tests.tools.mutations

# SEED: which of some 13,000 faults are drawn; KNOWN=1: those that once went by unseen.
SEED ?= 1
MANY ?= 60
KNOWN ?=

mutants: install
	@exec $(PY) -m tests.tools.mutants --seed $(SEED) --many $(MANY) --workers $(WORKERS) $(if $(KNOWN),--known)

# ONLY=tests/flow runs some of them; a bot that a test starts by hand, as in tests/demo, notes nothing.
reached: install
	@rm -rf out/reached
	@REACHED=out/reached $(PY) -m pytest -q -p tests.tools.reached -n $(WORKERS) --dist worksteal $(ONLY); \
	    $(PY) -m tests.tools.reached out/reached

bombs: install
	@exec $(PY) -m tests.torture.bombs

flood: install
	@exec $(PY) -m tests.torture.flood

stranger: install
	@exec $(PY) -m tests.torture.stranger

injection: install
	@exec $(PY) -m tests.torture.injection

# In an environment of its own: what looks at the packages is none of them.
audit: install
	@sum=$$(cat requirements-audit.txt | cksum); \
	if [ ! -x .audit/bin/pip-audit ] || [ "$$(cat .audit/.installed 2>/dev/null)" != "$$sum" ]; then set -e; \
	    if command -v uv >/dev/null 2>&1; then uv venv -q --clear --python $(PY) .audit; \
	        uv pip install -q --python .audit/bin/python --require-hashes -r requirements-audit.txt; \
	    else $(PY) -m venv --clear .audit; \
	        .audit/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
	            -r requirements-audit.txt; fi; \
	    echo "$$sum" > .audit/.installed; fi
	@exec $(PY) -m tests.tools.audit .audit/bin/pip-audit requirements.txt requirements-dev.txt

format: install
	@.venv/bin/ruff check -q --fix-only . ; .venv/bin/ruff format .

lint: install
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .

types: install
	@.venv/bin/mypy $(CODE)

imports: install
	@.venv/bin/lint-imports

# Tests of a file stay together: they share a browser, an office, a walk. Who has none left takes of the others.
# Nothing else is read than what holds such tests; they wait for nobody, so a worker for each processor does.
QUICK = $(shell grep -rl --include='test_*.py' 'mark\.quick' tests) \
        $(dir $(shell grep -rl --include=conftest.py 'mark\.quick' tests))

quick: install
	@$(PY) -m pytest -q -m quick -n $$(getconf _NPROCESSORS_ONLN) --dist worksteal $(QUICK)

check: install
	@$(MAKE) --no-print-directory -j2 lint types imports quick

chromium: install
	@$(PY) -m tests.tools.chromium

all: install chromium
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal

shuffled: install chromium
	@export ORDER=$(or $(ORDER),$(shell date +%s)) && echo "ORDER=$$ORDER" && \
	    exec $(PY) -m pytest -n $(WORKERS) --dist worksteal

# What is wrong at a glance is said first; the types are looked at beside the tests. What failed is named last.
test: install
	@mkdir -p $(dir $(COUNTS)) && rm -f $(COUNTS)
	@$(MAKE) --no-print-directory -j2 lint imports
	@TEST_COUNTS=$(COUNTS) $(MAKE) --no-print-directory -j2 types all; ended=$$?; \
	$(MAKE) --no-print-directory counted; exit $$ended

counted:
	@awk '/^FAILED /{failed = failed "\n" $$0; next} {run += $$1; skipped += $$2} \
	    END {printf "All tests: %d run, %d skipped.%s\n", run, skipped, failed}' $(COUNTS) /dev/null

# As it is at another hour of the day: what waits for the morning, or for the next day, must be no surprise to a test.
HOUR ?= 4

hour: install chromium
	@exec $(PY) -m tests.tools.hour $(HOUR) $(PY) -m pytest -n $(WORKERS) --dist worksteal

# Only for who changes what the pages show: they are committed.
pictures: install
	@$(PY) -m tests.tools.pictures

guides: install
	@$(PY) -m tests.tools.guide_pictures

examples: story
	@$(PY) -m tests.tools.examples

# Only for who changes a dependency; everybody else installs what is pinned.
requirements:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	echo pip-audit | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links - -o requirements-audit.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links --group bench -o requirements-bench.txt

hooks: install
	@.venv/bin/pre-commit install

clean:
	rm -rf .venv .audit .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
