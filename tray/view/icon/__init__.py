"""The picture in the icon: a chip that fills, drawn on whole pixels."""
