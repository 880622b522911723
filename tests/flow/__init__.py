"""What the steps share: approval, paraf, doors that are opened again, the next season."""
