"""What keeps from interrupting: do-not-disturb, full screen, meetings, films."""
