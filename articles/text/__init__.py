"""Arabic text, in pure Python: nothing in this package knows Django or a model."""
