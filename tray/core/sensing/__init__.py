"""From input and signals to facts: where work stops and rest begins."""
