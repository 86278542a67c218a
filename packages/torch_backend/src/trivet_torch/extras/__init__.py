"""Features of models that use other libraries."""
