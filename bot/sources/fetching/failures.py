"""What a failed request means for whoever asked, in words; the address is said before them."""

from __future__ import annotations

import ssl

import aiohttp

from bot.sources.fetching.limits import Limits

CAUSE_CHARS = 120

# What is raised by connecting and reading; anything else is a defect.
FAILURES = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


def failure(error: BaseException, limits: Limits) -> str:
    """One clause for one of `FAILURES`."""
    match error:
        case aiohttp.ConnectionTimeoutError():
            words = f"no connection within {limits.connect_seconds:g} s"
        case aiohttp.SocketTimeoutError():
            words = f"it sent nothing for {limits.read_seconds:g} s"
        case TimeoutError():
            words = f"it took over {limits.whole_seconds:g} s"
        case aiohttp.ClientConnectorCertificateError():
            words = f"its certificate is not valid: {_certificate_fault(error.certificate_error)}"
        case aiohttp.ClientConnectorSSLError():
            words = "it speaks no TLS that we know; if the site has none, begin the address with http://"
        case aiohttp.ClientConnectorDNSError():
            words = f"no address is known for the name {error.host}; check its spelling"
        case aiohttp.ServerDisconnectedError():
            words = "the connection was closed without an answer"
        case aiohttp.ClientPayloadError():
            words = "its answer breaks off"
        case aiohttp.ClientResponseError():
            words = f"its answer is not HTTP as we know it: {_line(error.message)}"
        case OSError():
            words = f"the connection failed: {_line(error.strerror or type(error).__name__)}"
        case _:
            words = f"the request failed: {_line(str(error) or type(error).__name__)}"
    return words


def _certificate_fault(error: Exception) -> str:
    return _line(error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else str(error))


def _line(words: str) -> str:
    return " ".join(words.split())[:CAUSE_CHARS]
