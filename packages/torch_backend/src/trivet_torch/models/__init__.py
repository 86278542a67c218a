"""One short module for each family, built on `trivet_torch.layers`."""
