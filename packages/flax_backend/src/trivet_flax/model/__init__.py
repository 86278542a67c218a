"""`FlaxPreTrainedModel` and its parts."""
