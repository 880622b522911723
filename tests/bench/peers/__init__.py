"""What ours is compared with; run in .venv-bench, and none of it imports anything of ours."""
