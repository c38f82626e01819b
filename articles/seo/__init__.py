"""What search engines read of a page."""
