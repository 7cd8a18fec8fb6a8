"""Scripts that set up, check and document the project; none of them ships with the program."""
