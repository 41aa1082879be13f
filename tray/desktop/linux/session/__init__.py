"""The session: locked screens, other users, and machines that go to sleep."""
