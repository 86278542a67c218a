"""From blueprints to modules and classes."""
