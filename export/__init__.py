"""The outside forms of a document, both ways: neutral pages, Excel, PDF, and Excel read back."""
