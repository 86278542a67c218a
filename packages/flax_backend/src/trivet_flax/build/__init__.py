"""From blueprints to native modules: building them, without values and with initial ones, and their public classes."""
