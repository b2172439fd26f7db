"""The evidence room: claims, the passages that bear on them, who first knew, and what is missing."""
