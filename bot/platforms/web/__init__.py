"""The HTTP port: health, metrics, and what a platform in HTTP mode wants served there."""
