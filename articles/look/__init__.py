"""The site's own look: its colours measured, and its parts filled with samples, for the page /style/."""
