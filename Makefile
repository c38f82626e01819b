# Every command of the project. `make help` lists them.
SHELL := /bin/sh
PORT ?= 8000
N ?= 10000
TIMES ?= 6
VNU := 26.9.27
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py

# `make run` and `make bench` serve as in service (DEBUG=0); what service demands is filled in for this machine.
LOCAL = DEBUG=$${DEBUG:-0} HTTPS=$${HTTPS:-0} ALLOWED_HOSTS=$${ALLOWED_HOSTS:-localhost,127.0.0.1,[::1]} \
	SECRET_KEY=$${SECRET_KEY:-$$(cat var/secret_key)} \
	DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/newsroom.sqlite3}

.DEFAULT_GOAL := help
.PHONY: help run dev test check lint format types messages catalogue demo site-report lighthouse bench bench-quality bench-scale database editor

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: database demo editor var/static/.collected ## a newsroom on http://127.0.0.1:8000 (PORT=8123 for another)
	@echo "Newsroom: http://127.0.0.1:$(PORT)/   desk: http://127.0.0.1:$(PORT)/admin/   (Ctrl-C stops it)"
	@$(LOCAL) PORT=$(PORT) .venv/bin/gunicorn --config deploy/gunicorn.conf.py

dev: .venv/dev database ## the same with auto-reload and error pages for developers
	@DEBUG=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/dev ## all tests, on SQLite and on PostgreSQL where one answers (ARGS="-k search")
	@mkdir -p var
	@$(PYTHON) -m tests.run $(ARGS)

check: lint types ## lint, types, migrations, settings for service
	@DEBUG=1 $(MANAGE) makemigrations --check --dry-run
	@DEBUG=0 SECRET_KEY=check-only-$$(head -c 40 /dev/urandom | od -An -tx1 | tr -d ' \n') ALLOWED_HOSTS=news.example \
		DATABASE_URL=sqlite:///$(CURDIR)/var/check.sqlite3 $(MANAGE) check --deploy --fail-level WARNING

lint: .venv/dev ## ruff: rules and format
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

format: .venv/dev ## ruff: mend what it can
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

types: .venv/dev ## mypy
	@DEBUG=1 .venv/bin/mypy articles newsroom

# makemessages reads a Jinja expression only where it begins with _(…); CALLS has those of them all, while it runs.
CALLS := templates/calls.py
messages: .venv/dev ## collect and compile the strings of the English catalogue (needs gettext)
	@mkdir -p articles/locale
	@trap 'rm -f $(CALLS)' EXIT; grep -rhoE --exclude-dir=desk "\b_\(\"[^\"]*\"\)" templates | LC_ALL=C sort -u > $(CALLS) && \
		DEBUG=1 $(MANAGE) makemessages --locale en --extension html,xml,opml,txt,py --no-obsolete --no-location \
			--ignore .venv --ignore var --ignore tests
	@DEBUG=1 $(MANAGE) makemessages --domain djangojs --locale en --no-obsolete --no-location --ignore .venv --ignore var
	@DEBUG=1 $(MANAGE) compilemessages --locale en --locale ar --ignore .venv

catalogue: messages ## that the English catalogue has every string (needs gettext)
	@for file in articles/locale/en/LC_MESSAGES/*.po; do msgfmt --statistics -o /dev/null $$file; done 2>&1 | \
		{ ! grep -E 'untranslated|fuzzy'; }

demo: database ## the demo newsroom (what is there stays as it is)
	@DEBUG=1 $(MANAGE) load_demo

bench: .venv/installed ## N=10000 generated articles: time, CPU, SQL and bytes per page
	@mkdir -p var && DEBUG=1 $(MANAGE) check >/dev/null
	@export CACHE_URL=off DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/bench.sqlite3}; \
		$(LOCAL) $(MANAGE) migrate -v0 && $(LOCAL) $(MANAGE) collectstatic --noinput -v0 && \
		$(LOCAL) $(MANAGE) bench --articles $(N)

site-report: .venv/dev ## the running site (make run) walked in a browser: broken links, script errors, bytes per page
	@$(PYTHON) -m tests.site_report http://127.0.0.1:$(PORT) $(ARGS)

lighthouse: .venv/dev ## URL=https://… : scores of a running site on a phone (needs npm and Chromium)
	@$(PYTHON) -m tests.lighthouse $(URL) $(ARGS)

# CORPUS: a folder of *.jsonl.gz (docs/archive-format.md) with labels.json.gz; QUERIES: files of queries
bench-quality: .venv/installed ## CORPUS=dir [QUERIES="a.json b.json"]: how good similar stories and search are
	@test -n "$(CORPUS)" || { echo "CORPUS=dir names the folder of the archive and its labels" >&2; exit 1; }
	@mkdir -p var && DEBUG=1 $(MANAGE) check >/dev/null && gunzip -c $(CORPUS)/labels.json.gz > var/labels.json
	@export DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/quality.sqlite3}; $(LOCAL) $(MANAGE) migrate -v0 && \
		{ $(LOCAL) $(MANAGE) import_articles $(CORPUS)/*.jsonl.gz || true; } && \
		$(LOCAL) $(MANAGE) quality table --labels var/labels.json --queries $(QUERIES)

# The archive TIMES over, the repetitions with changed words (articles/bench/repeat.py): 6 of 33,000 are 200,000.
bench-scale: .venv/installed ## CORPUS=dir QUERIES="a.json" [TIMES=6]: what lists and searches cost in a large archive
	@test -n "$(CORPUS)" -a -n "$(QUERIES)" || { echo "CORPUS=dir and QUERIES=files are needed" >&2; exit 1; }
	@mkdir -p var && DEBUG=1 $(MANAGE) check >/dev/null
	@export DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/scale.sqlite3}; $(LOCAL) $(MANAGE) migrate -v0 && \
		$(LOCAL) $(MANAGE) quality repeat $(CORPUS)/*.jsonl.gz --times $(TIMES) | \
			{ $(LOCAL) $(MANAGE) import_articles - || true; } && \
		{ $(LOCAL) $(MANAGE) import_articles $(CORPUS)/*.jsonl.gz || true; } && \
		$(LOCAL) $(MANAGE) quality cost --queries $(QUERIES)

database: .venv/installed
	@mkdir -p var && DEBUG=1 $(MANAGE) migrate -v0

editor: database
	@DEBUG=1 $(MANAGE) create_editor

var/static/.collected: requirements.txt newsroom/apps.py newsroom/stylesheets.py $(shell find static -type f)
	@echo "Collecting static files"
	@$(LOCAL) $(MANAGE) collectstatic --noinput -v0
	@touch $@

# The Nu HTML checker, for the tests of the markup (needs npm to fetch it and Java to run it)
var/vnu.jar:
	@mkdir -p var && cd var && npm pack --silent vnu-jar@$(VNU) >/dev/null && \
		tar xzf vnu-jar-$(VNU).tgz --strip-components=3 package/build/dist/vnu.jar && rm vnu-jar-$(VNU).tgz
	@touch $@

.venv/installed: requirements.txt
	@python=$$(deploy/find-python) && { test -x $(PYTHON) || { echo "Making .venv with $$python"; "$$python" -m venv .venv; }; }
	@echo "Installing requirements.txt"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/installed requirements-dev.txt
	@echo "Installing requirements-dev.txt"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
