"""Search over everything: what is indexed, what readers type, what is found (docs/decisions/0012)."""
