"""One keyword, many spellings: probable variants, merges and renames, old addresses, suggestions."""
