"""The form as printed, and what edits it."""
