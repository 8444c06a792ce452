# The commands of the project. Each makes .venv first, where it is missing or older than the constraints.

PYTHON ?= python3
BIN := .venv/bin

# The tests start Python many times over: each start would compile all of peel anew if no bytecode might be kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-long lint bench clean

demo: .venv/ready
	@$(BIN)/peel demo

test: .venv/ready
	@$(BIN)/python -m pytest

test-long: .venv/ready
	@$(BIN)/python -m pytest -m long

bench: .venv/ready
	@$(BIN)/python -m tests.bench

lint: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

.venv/ready: constraints.txt pyproject.toml
	@echo "Making .venv from constraints.txt (a few minutes the first time) ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache dist
