"""Every setting, declared once: its default, its range and one sentence."""
