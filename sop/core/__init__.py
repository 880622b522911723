"""What everything else of the SOP rests on: the eight steps as a table, people and posts, the calendar."""
