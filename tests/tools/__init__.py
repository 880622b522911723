"""What the tests need from outside: a real PostgreSQL and a real Chromium, got without anybody's help."""
