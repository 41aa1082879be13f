"""Each promise of reliability, tried as often as it is promised for, by one command."""
