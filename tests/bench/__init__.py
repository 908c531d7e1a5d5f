"""Measurements against peers, as ratios in one run: `make bench`."""
