"""Where: places, the people who work for them, and what is agreed for them."""
