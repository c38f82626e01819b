"""The picture of a story that social networks show: its photo, or its headline set like a front page."""
