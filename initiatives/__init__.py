"""What residents bring: initiatives and what happens with them."""
