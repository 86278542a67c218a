"""What a framework's backend is, how installed ones are found, and the public names and Auto classes they add."""
