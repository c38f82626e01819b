"""Stories shown before they are out: the text as it is stored or written, and private links to it."""
