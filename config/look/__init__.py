"""How things are shown: template tags for amounts, dates, charts and tables; files to take away."""
