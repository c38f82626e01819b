"""Work on files; knows no model."""
