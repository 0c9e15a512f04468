"""Which device a request comes from, in words somebody recognises."""

from django.http import HttpRequest

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""The first that fits: what a browser says of itself names others too."""


def device_of(request: HttpRequest) -> str:
    """For example "Edge op Windows"; whatever is strange in the header never gets out of it."""
    said = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for sign, name in BROWSERS if sign in said), "Onbekende browser")
    system = next((name for sign, name in SYSTEMS if sign in said), "een onbekend apparaat")
    return f"{browser} op {system}"
