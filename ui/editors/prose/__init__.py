"""The book's words on the screen."""
