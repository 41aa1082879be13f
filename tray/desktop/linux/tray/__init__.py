"""The icon on Linux: StatusNotifier with its menu, or XEMBED with menus that we draw."""
