"""Who may do what: doors, sessions, the guard at every route, headers, rate limits and the audit log."""
