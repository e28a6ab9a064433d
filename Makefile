# Makefile: `make X` is `scripts/X`. What each does stands in its first lines.
.PHONY: run test check format generate bench
run test check format generate bench:
	@scripts/$@ $(ARGS)
