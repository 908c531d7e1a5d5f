"""The contract, and the 3.0.3 that is derived from it, in the tools that people take it into.

`python -m tests.imports` (`make imports`) runs every tool; the tests here run what is at hand.
"""
