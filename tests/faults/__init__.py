"""Servers with one fault each, to prove that the contract suite finds it: `make power`."""
