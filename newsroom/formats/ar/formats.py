"""Dates as the desk writes them; Django's own Arabic has the day behind the month, and half days."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
