"""Features that need further packages."""
