"""The built site before judges of other people: html-validate on every page, and Lighthouse.

`python -m tests.audit` (`make audit`) builds the site, serves it as a host would, and asks them.
"""
