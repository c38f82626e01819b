"""How often stories are read, counted without following anybody (docs/decisions/0030-counting-reads.md)."""
