# Every target works on a fresh clone with only Go and a C compiler (for SQLite).

.PHONY: help build run test tools cover check bench generate fmt lint golden clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## compile the server to bin/sellerdesk
	go build -o bin/sellerdesk ./cmd/sellerdesk

run: ## run the server with sample data on localhost:8080
	go run ./cmd/sellerdesk serve --demo

test: tools ## run all tests, the stories in a real browser included
	go test -timeout 30m -vet=off ./...

# browsers that will do; the first is the quickest and is the one installed
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable

# name of the program that is needed : Debian's package that brings it
TOOLS := zbarimg:zbar-tools pdftoppm:poppler-utils soffice:libreoffice-calc

tools: ## find or install what the browser, label and Excel tests use
	@missing=""; for b in $(BROWSERS) none; do command -v $$b >/dev/null 2>&1 && break; done; \
	[ $$b != none ] || missing=" chromium-headless-shell"; \
	for t in $(TOOLS); do \
		command -v $${t%%:*} >/dev/null 2>&1 || missing="$$missing $${t##*:}"; done; \
	fc-list 2>/dev/null | grep -qi 'cjk\|droid.*fallback' || missing="$$missing fonts-noto-cjk"; \
	fc-list 2>/dev/null | grep -qi liberation || missing="$$missing fonts-liberation"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing >/dev/null; \
	else \
		echo "Some tests will be skipped. To run them, install:$$missing (names of Debian's packages)"; \
	fi

cover: ## run all tests and show uncovered code
	@mkdir -p bin
	go test -coverpkg=./... -coverprofile=bin/cover.out ./...
	go tool cover -html=bin/cover.out -o bin/cover.html

# packages in which something runs beside something else: only there can be a race
RACING = $(shell grep -rlE '^\s+go |\.Go\b|carriertest\.Run|gatewaytest\.' --include='*.go' cmd internal | xargs -n1 dirname | sort -u | sed 's|^|./|')

check: generate fmt lint ## everything CI checks besides test; fails when a file needed changing
	go mod tidy
	go test -race -short -vet=off $(RACING)
	git diff --exit-code

bench: ## measure labels, work on many, and pages on 1,000,000 orders, and print the figures of the README
	go run ./cmd/sellerdesk bench

generate: ## turn .templ files into Go
	go tool templ generate

fmt: ## format Go and templates
	gofmt -w cmd internal migrations static views
	go tool templ fmt views

lint: ## vet and staticcheck
	go vet ./...
	go tool staticcheck ./...

golden: ## accept the current output as the expected output of golden tests
	UPDATE_GOLDEN=1 go test ./...

clean: ## remove what the other targets made
	rm -rf bin data
