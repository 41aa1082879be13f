"""The whole program through a week, at a hundred times the speed."""
