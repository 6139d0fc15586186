# Everything a clone can do.  Needs Python, make and the network to the package index; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

UV_VERSION := 0.13.9
PORT ?= 4000
AWS_PORT ?= 4566
STRIPE_PORT ?= 12111
FUZZ_SECONDS ?= 600
HEADERS ?= 100000
SEED ?= 1

ENV := .venv/.installed
RUNTIME := .dev/runtime/.installed
SAM := .dev/sam/.installed
BIN := .venv/bin
# Locked files only; bytecode now, so that the first start is not slower than the second.
INSTALL = UV_LINK_MODE=copy $(BIN)/uv pip install --quiet --require-hashes --compile-bytecode
PACKAGES := functions:layers/commerce:layers/pdf:.

.PHONY: help
help: ## List what there is to do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: dev
dev: $(ENV) $(RUNTIME) ## Run the sandbox here until Ctrl-C: PORT=4000 AWS_PORT=4566 STRIPE_PORT=12111, LISTEN=url
	@exec $(BIN)/python -m local.dev --port $(PORT) --aws-port $(AWS_PORT) --stripe-port $(STRIPE_PORT) \
	  $(if $(LISTEN),--listen $(LISTEN))

.PHONY: order
order: $(ENV) ## Take an order in the running sandbox: create, discount, pay, refund, read
	@PYTHONPATH=clients/python $(BIN)/python -m local.first_order

.PHONY: listen
listen: $(ENV) ## Send the sandbox's events on to LISTEN=http://127.0.0.1:9000/hook, signed, and print each
	@exec $(BIN)/python -m local.listen $(LISTEN)

.PHONY: logs
logs: $(ENV) ## Follow what the functions of the running sandbox log
	@exec $(BIN)/python -m local.logs --aws-port $(AWS_PORT)

.PHONY: test
test: $(ENV) $(RUNTIME) ## Run every test; ARGS="-k coupon" or ARGS="-m 'not e2e'" picks some
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder $(ARGS)

.PHONY: check
check: $(ENV) $(SAM) ## Lint, types, import rules, templates, rendered files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=$(PACKAGES) $(BIN)/lint-imports
	$(BIN)/cfn-lint template.yaml
	$(BIN)/python -m pytest -q tests/contract/test_template_security.py tests/contract/test_openapi.py \
		tests/contract/test_openapi_baseline.py
	SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=us-east-1 .dev/sam/bin/sam validate --lint --template template.yaml
	$(BIN)/python -m local.render --check

.PHONY: fix
fix: $(ENV) ## Let the linter and the formatter repair what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: render
render: $(ENV) ## Rewrite what is derived from the operations
	$(BIN)/python -m local.render

.PHONY: faults
faults: $(ENV) $(RUNTIME) ## Crash and interleave payments and refunds a million times; race clients; spoil the wire
	PYTHONPATH=$(PACKAGES) $(BIN)/python -m tests.faults $(ARGS)
	$(if $(ARGS),,PYTHONPATH=$(PACKAGES) $(BIN)/python -m tests.faults.races)
	$(if $(ARGS),,PYTHONPATH=$(PACKAGES) POWERTOOLS_LOG_LEVEL=CRITICAL $(BIN)/python -m tests.faults.wire_faults)

.PHONY: bench
bench: $(ENV) $(RUNTIME) ## Count and time what a request costs
	$(BIN)/python -m tests.bench

.PHONY: fuzz
fuzz: $(ENV) ## Ask what nobody wrote down, at length: FUZZ_SECONDS=600 HEADERS=100000 SEED=1
	PYTHONPATH=$(PACKAGES) $(BIN)/python -m tests.fuzz.signatures --headers $(HEADERS) --seed $(SEED)
	PYTHONPATH=$(PACKAGES) $(BIN)/python -m tests.fuzz.contract --seconds $(FUZZ_SECONDS) --seed $(SEED)

.PHONY: mutants
mutants: $(ENV) ## Put every small fault into the domain and see a test fail; ARGS="lifecycle tax" picks modules
	$(BIN)/python -m tests.mutation $(ARGS)

.PHONY: browsers
browsers: ## Install Chromium for the tests of hosted pages, with apt-get; without it they are skipped
	@command -v chromium || command -v google-chrome || apt-get install --yes --no-install-recommends chromium || \
		{ echo "apt-get can't: install Chromium by hand, or run this as root"; exit 1; }

.PHONY: build
build: $(ENV) $(SAM) ## Build for AWS into .aws-sam, without Docker; then `sam deploy --guided`
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' || \
		{ echo "The template names python3.13: make clean, then make build PYTHON=/path/to/python3.13"; exit 1; }
	PATH="$(CURDIR)/$(BIN):$$PATH" SAM_CLI_TELEMETRY=0 .dev/sam/bin/sam build
	@cd .aws-sam/build && for function in */; do [ -d "$$function/api" ] || continue; \
		../../$(BIN)/python -m compileall -q --invalidation-mode unchecked-hash \
			-s "$(CURDIR)/.aws-sam/build/$${function%/}" -p /var/task "$(CURDIR)/.aws-sam/build/$$function" || exit 1; done

.PHONY: lock
lock: $(BIN)/uv ## Pin again what pyproject.toml asks for; UPGRADE=1 takes the newest that fit
	$(LOCK) --output-file layers/dependencies/requirements.txt
	$(subst pyproject.toml,,$(LOCK)) --group pdf --output-file layers/pdf/requirements.txt
	$(LOCK) --group dev --constraint layers/dependencies/requirements.txt --output-file tests/requirements.txt
	$(LOCK) --group local --constraint layers/dependencies/requirements.txt --output-file local/requirements.txt
	$(subst pyproject.toml,,$(LOCK)) --group types --output-file local/rendering/python-types-requirements.txt
	$(subst pyproject.toml,,$(LOCK)) --group sam --output-file local/sam-requirements.txt
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) pyproject.toml

.PHONY: reset
reset: ## Forget the sandbox's data and keys
	rm -rf .dev/state .dev/sandbox.json

.PHONY: clean
clean: ## Remove everything that was installed, built or kept here
	rm -rf .venv .dev .aws-sam .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# ---- Environments; each is made once, and again when its locked file changes -----------------------------------------
$(BIN)/uv:
	@python=$$(PYTHON="$(PYTHON)" sh local/find-python) && echo "Set up .venv with $$python" && \
		rm -rf .venv && "$$python" -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

$(ENV): $(BIN)/uv tests/requirements.txt
	@echo "Install the project's packages into .venv"
	@$(INSTALL) --python $(BIN)/python --requirement tests/requirements.txt
	@touch $@

.PHONY: .dev/runtime
.dev/runtime: $(RUNTIME)
$(RUNTIME): $(BIN)/uv local/requirements.txt
	@echo "Install the AWS emulator into .dev/runtime"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .dev/runtime
	@$(INSTALL) --python .dev/runtime/bin/python --requirement local/requirements.txt
	@touch $@

$(SAM): $(BIN)/uv local/sam-requirements.txt
	@echo "Install aws-sam-cli into .dev/sam"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .dev/sam
	@$(INSTALL) --python .dev/sam/bin/python --requirement local/sam-requirements.txt
	@touch $@
