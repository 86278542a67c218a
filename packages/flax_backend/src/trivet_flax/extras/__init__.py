"""What needs packages of its own."""
