"""How an article gets from a draft to its readers and back: states, permissions, acts, history."""
