"""trivet's tensorflow backend."""
