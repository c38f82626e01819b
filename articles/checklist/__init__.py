"""What stands between a draft and its publication: what is missing, and what house style would change."""
