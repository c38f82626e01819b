"""Similar stories and copies of one story: read, stored, found again, explained."""
