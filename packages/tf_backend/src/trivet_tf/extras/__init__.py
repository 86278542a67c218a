"""What training, serving and publishing add to models."""
