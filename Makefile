# The two commands of the README. Both need Python 3.11 or newer, git and make; everything else goes into .venv and .nox.
PYTHON ?= python3
NOX := .venv/bin/nox

.PHONY: demo test clean

demo: $(NOX)  ## real weights in PyTorch, TensorFlow and JAX
	$(NOX) -s demo

test: $(NOX)  ## every check
	$(NOX)

$(NOX): requirements/nox.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "trivet needs Python 3.11 or newer; say make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/nox.txt
	@touch $(NOX)

clean:
	rm -rf .venv .nox dist demo-output
