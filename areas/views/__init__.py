"""Pages of areas and the agenda."""
