"""The performance bench: a newsroom of generated articles, and what its pages cost."""
