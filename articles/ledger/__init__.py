"""What a newsroom may show of each source's stories: one answer for pages, lists, feeds, search engines."""
