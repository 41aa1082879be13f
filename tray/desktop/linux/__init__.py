"""Linux and its relatives: everything that is spoken over D-Bus, X11 or Wayland."""
