"""What a person does and sees on a test desktop: eyes, hands, menus."""
