"""Qt item models over the session; they hold no values."""
