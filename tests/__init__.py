"""What happens in the office, played through HTTP. `make check` runs the quick part, `make test` all."""
