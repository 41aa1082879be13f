"""What the program costs, as ratios against peers and against bare Python."""
