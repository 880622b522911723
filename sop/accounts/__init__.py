"""Who somebody is: invitations, posts that count when a second person has agreed, Plt. and Plh., the PIN."""
