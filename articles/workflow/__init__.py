"""The desk's work on a story: its states, its acts, its content and its history."""
