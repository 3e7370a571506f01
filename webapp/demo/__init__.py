"""A demo to look around in: made-up people in three courses, and a server with its worker, with one command."""
