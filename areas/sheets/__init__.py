"""Reading a spreadsheet with actions: pure functions, that know no database."""
