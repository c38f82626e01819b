"""Stories that come from outside: read elsewhere (articles/text), stored here."""
