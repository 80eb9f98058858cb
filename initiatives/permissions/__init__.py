"""Who may do what with what residents bring: each returns "" or the reason why not."""
