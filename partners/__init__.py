"""With whom: organisations, tables and who has a seat at them."""
