"""Step 5, the day of the Musrenbang: attendance, scores, ranks, plenary, utusan."""
