"""Notifications where no server speaks over D-Bus: by desktop-notifier, or by plyer."""
