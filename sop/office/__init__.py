"""What an office sets for itself: its places, its letterhead, its rules, whose paraf a naskah has."""
