# Makefile: `make X` is `scripts/X`. What each does stands in its first lines.
.PHONY: run demo test check format generate bench soak fuzz mutants
run demo test check format generate bench soak fuzz mutants:
	@scripts/$@ $(ARGS)
