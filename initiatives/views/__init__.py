"""Pages of initiatives: submitting, reading, one's own, handling."""
