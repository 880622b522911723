"""Offices in which tests begin, and what people do in them."""
