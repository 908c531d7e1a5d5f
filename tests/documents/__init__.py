"""Documents of other APIs, which packages carry, built into sites: `make documents`."""
