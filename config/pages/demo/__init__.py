"""Demo content: invented people and their story, told through the same actions as real work."""
