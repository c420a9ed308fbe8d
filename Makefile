# `make help` lists what can be made. Everything runs from .venv, which is made when first needed.

# The theme's and the host's notices about their own future, on every build; not news to us.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

py := .venv/bin/python

.DEFAULT_GOAL := help
# Two targets must not install into .venv at once.
.NOTPARALLEL:
.PHONY: help build offline weigh audit serve serve-speed test check bench diff coverage reading lint fix lock clean picture ready ready-dev browser node

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 12

build: ready ## build the site into site/; on failure the last good one stays
	@$(py) tools/publish.py site

offline: build ## make a copy in site-offline/ that works opened from a folder
	@$(py) tools/publish.py site-offline $(py) tools/offline.py site

serve: ready ## preview at http://127.0.0.1:8000/, renewed on every save
	@$(py) -m mkdocs serve

serve-speed: ready-dev browser ## measure how long a saved change takes to be seen
	@$(py) tools/serve_speed.py $(ARGS)

test: ready-dev browser node ## run all tests, the browser's too; one of them: make test ARGS="-k search"
	@$(py) -m pytest $(ARGS)

check: ready ## check the data, without building; make check FIX=1 mends what was surely meant, DUE=1 fails on what is overdue
	@$(py) hooks/command.py check $(if $(FIX),--fix) $(if $(DUE),--due) $(if $(FORMAT),--format $(FORMAT))

diff: ready ## say what changed for a reader, against a revision: make diff BASE=main
	@$(py) hooks/command.py diff --base $(or $(BASE),HEAD) $(if $(FORMAT),--format $(FORMAT))

coverage: ready ## what is answered, how surely and why not; which facts are not used, and why
	@$(py) hooks/command.py coverage

reading: ready ## how hard each page is to read
	@$(py) hooks/command.py reading

weigh: build ready-dev browser ## weigh the first view of each kind of page, and hold it to its budget
	@$(py) -m tools.weigh site

audit: build ready-dev browser ## let Lighthouse judge each kind of page as on a phone; 100 in all four is the goal
	@tools/node.sh tools/audit
	@$(py) -m tools.audit site $(ARGS)

bench: ready-dev ## hold builds of 1,000 and 3,000 treatments to their budgets; of fewer: make bench ARGS="100 300"
	@$(py) -m tools.bench $(ARGS)

lint: ready-dev ## check the style and the types of the code, and the workflows
	@$(py) -m ruff check
	@$(py) -m ruff format --check
	@$(py) -m mypy
	@$(py) -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

fix: ready-dev ## mend what the linter can mend by itself
	@$(py) -m ruff check --fix-only
	@$(py) -m ruff format

# Versions are looked up anew. One lock holds for every system and Python from 3.11 on.
compile = $(py) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

picture: build browser ## renew the picture of the comparison in the README
	@$(py) tools/picture.py site .github/comparison.png

lock: ready-dev ## renew requirements*.txt from requirements*.in
	@$(compile) requirements.in -o requirements.txt
	@$(compile) requirements-dev.in -o requirements-dev.txt

# .venv stays: without a network it could not be made again.
clean: ## remove what building and testing leave behind
	@rm -rf site .site-building .site-before site-offline .site-offline-building .site-offline-before .schema .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@tools/install.sh requirements.txt

ready-dev: ready
	@tools/install.sh requirements-dev.txt

node: ready-dev
	@tools/node.sh

browser: ready-dev
	@$(py) tools/browser.py
