"""Methods of models for training, serving and publishing."""
