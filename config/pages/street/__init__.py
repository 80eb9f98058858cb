"""What happens in my street: from an address to a place, and what is going on around it."""
