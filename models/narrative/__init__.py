"""The book's words: the numbers in them, and what they must agree with."""
