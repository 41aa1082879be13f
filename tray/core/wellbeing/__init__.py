"""How the person is: questions, answers, easier days, holidays and early warnings."""
