"""The panels around the form: navigator, cell bar, findings, inspector, legend, status bar."""
