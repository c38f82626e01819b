"""Arranging fronts: what stands on them at a moment, the acts of editors, and their log."""
