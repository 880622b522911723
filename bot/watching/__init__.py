"""What whoever runs the bot can watch: figures for Prometheus, and whether all is well."""
