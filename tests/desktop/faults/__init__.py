"""What breaks beneath a running program: panels, servers, sessions, sleep."""
