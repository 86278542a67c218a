"""Pictures: from files and arrays to `pixel_values`, and from what models say of pixels back to maps."""
