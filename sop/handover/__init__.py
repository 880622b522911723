"""A post changes hands: what is open goes to the next, what is to be signed is made anew for him."""
