"""Which headers every answer carries, whatever it is an answer to."""

from collections.abc import Mapping

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Each with what its value begins with."""
OVER_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
NOT_KEPT = {"Cache-Control": "no-store"}


def lacking(headers: Mapping[str, str], *, is_file: bool = False, is_https: bool = False) -> set[str]:
    """What is not as it should be; a file of a page may be kept, any other answer may not."""
    wanted = HEADERS | ({} if is_file else NOT_KEPT) | (OVER_HTTPS if is_https else {})
    wrong = {name for name, begin in wanted.items() if not (headers.get(name) or "").startswith(begin)}
    return wrong | {name for name in ("Content-Encoding", "X-Powered-By") if headers.get(name)}
