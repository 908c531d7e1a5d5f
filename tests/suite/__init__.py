"""Tests of the contract suite: what it says of servers known to be right or wrong."""
