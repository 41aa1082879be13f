"""What can be asked of the record: where points came from, totals, courses of days, what would come of something."""
