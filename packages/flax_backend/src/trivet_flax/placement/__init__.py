"""Which part of each parameter lies on which device."""
