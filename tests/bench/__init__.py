"""What things cost: run by `make bench`, never by `make test`."""
