"""From a family's blueprint to native layers, and to the public classes that hold them."""
