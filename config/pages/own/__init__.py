"""What is stored about one person: seen, downloaded, corrected and erased by that person."""
