"""A demo to look around in: made-up people in two courses, and a server with its worker, with one command."""
