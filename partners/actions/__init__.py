"""What is done with partners and what they bring."""
