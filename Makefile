# The two commands of the README. Both need Python 3.11 or newer, git and make; everything else goes into .venv and .nox.
PYTHON ?= python3
NOX := .venv/bin/nox

.PHONY: help demo test site clean
.DEFAULT_GOAL := help

help:  ## what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 8

demo: $(NOX)  ## real weights in PyTorch, TensorFlow and JAX: 2 minutes and 4 GB the first time, then 10 seconds
	$(NOX) -s demo

test: $(NOX)  ## every check: 35 minutes, and 5 to build 12 GB of environments the first time
	$(NOX)

$(NOX): requirements/nox.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "trivet needs Python 3.11 or newer; say make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/nox.txt
	@touch $(NOX)

site: $(NOX)  ## the documentation, into .nox/site/html
	$(NOX) -s site

clean:  ## remove what the others have built
	rm -rf .venv .nox dist demo-output
