"""What is done with partners."""
