"""What models can do with other libraries."""
