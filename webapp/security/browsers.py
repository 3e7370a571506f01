"""What kind of browser a desk has: enough to know one's own sessions apart by, and no more."""

#: What stands in the name a browser gives, the more particular first: most of them claim to be all the others too.
FAMILIES = (("Edg", "edge"), ("Firefox", "firefox"), ("Chrome", "chrome"), ("Safari", "safari"))


def family(user_agent: str) -> str:
    """`firefox`, or `firefox-phone`, or `other`."""
    name = next((name for mark, name in FAMILIES if mark in user_agent), "other")
    return f"{name}-phone" if "Mobi" in user_agent else name
