"""What the tray shows: the face, its menu, and notifications."""
