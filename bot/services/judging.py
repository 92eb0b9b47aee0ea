"""Whether what was prepared anew may take the place of what is served."""

from __future__ import annotations

from bot.core.renewal import Account

# A few articles may fail in any store, a damaged page or two; one in fifty is a fault of the pipeline.
FEW_LOST, MOST_LOST = 5, 0.02

# A better pipeline may well find a tenth fewer figures, for it no longer takes house numbers for them. One that has
# lost a quarter of anything has lost something that readers would miss. Sums over fewer articles tell too little.
LEAST_LEFT = 0.75
LEAST_ARTICLES, LEAST_COUNT = 20, 100

PARTS = ("characters", "figures", "statements", "entities")


def poverty(account: Account) -> str | None:
    """Why the new set is far poorer than the old one; null when it is not."""
    chosen = account.prepared + account.failed
    unread = max(account.before.read - account.after.read, 0)
    lost = account.failed + unread
    if lost > max(FEW_LOST, MOST_LOST * chosen):
        return f"{account.failed:,} of {chosen:,} articles could not be prepared and {unread:,} can no longer be read"
    if chosen < LEAST_ARTICLES:
        return None
    for part in PARTS:
        before, after = getattr(account.before, part), getattr(account.after, part)
        if before >= LEAST_COUNT and after < LEAST_LEFT * before:
            return f"only {after:,} {part} are left of {before:,}"
    return None
