"""An embedded server that keeps the contract: `create_app` makes it, `serve` runs it."""

from apiref.sandbox.app import Sandbox, create_app
from apiref.sandbox.auth import DEFAULT_ACCOUNTS, Account
from apiref.sandbox.seed import seed
from apiref.sandbox.serving import PortUnavailable, running, serve
from apiref.sandbox.store import Store, StoreUnusable

__all__ = [
    "DEFAULT_ACCOUNTS",
    "Account",
    "PortUnavailable",
    "Sandbox",
    "Store",
    "StoreUnusable",
    "create_app",
    "running",
    "seed",
    "serve",
]
