"""A newsroom to look at: invented papers, people and stories, with pictures drawn by code."""
