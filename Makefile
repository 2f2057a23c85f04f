# `make demo` and `make test` are all a newcomer needs; both install what is missing from Debian.
SHELL := /bin/bash
PREFIX ?= /usr/local
CHECKS := --explicit-target-dependency-import-check error
STATIC := .build/static-libraries

.PHONY: demo test bench lint format install release dependencies clean

demo: release
	Examples/first-run/demo.sh .build/release/recourse

test: dependencies
	swift build --build-tests $(CHECKS)
	swift test --skip-build

# The Swift runtime, SQLite and PCRE2 inside: one file that can be carried to another machine.
release: dependencies $(STATIC)
	swift build -c release --static-swift-stdlib --product recourse $(CHECKS) -Xswiftc -L$(CURDIR)/$(STATIC)

bench: dependencies
	swift build -c release --product recourse-bench $(CHECKS)
	.build/release/recourse-bench learning
	.build/release/recourse-bench recognition
	.build/release/recourse-bench overhead

lint: dependencies
	swift format lint --strict --recursive --parallel Package.swift Plugins Sources Tests Benchmarks
	swift build --product recourse $(CHECKS)
	.build/debug/recourse patterns lint patterns
	.build/debug/recourse patterns overlap patterns

format:
	swift format --in-place --recursive --parallel Package.swift Plugins Sources Tests Benchmarks

install: release
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s .build/release/recourse $(DESTDIR)$(PREFIX)/bin/recourse

# A folder that holds only the static libraries, searched before the system's.
$(STATIC): dependencies
	mkdir -p $@
	for library in libsqlite3.a libpcre2-8.a libstdc++.a; do \
	  file=$$(gcc -print-file-name=$$library); \
	  if [ -e "$$file" ]; then ln -sf "$$file" $@/$$library; fi; \
	done

PACKAGES := libsqlite3-dev libpcre2-dev pkg-config git gcc g++ python3 python3-venv
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
