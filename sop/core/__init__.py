"""What everything else of the SOP rests on."""
