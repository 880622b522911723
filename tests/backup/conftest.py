"""A front desk over one SQLite file."""

from tests.core.conftest import file_desk

__all__ = ["file_desk"]
