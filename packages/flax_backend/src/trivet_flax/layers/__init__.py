"""The layers of all families. Each knows its parameters' names, none knows a family."""
