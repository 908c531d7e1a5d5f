"""API reference sites, samples, a sandbox and a contract suite from one OpenAPI document."""
