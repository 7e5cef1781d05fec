"""The briefs that the repository ships, which its tests judge; a brief of one's own is not theirs."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ("legionellen", "nato-iraq", "school-phones", "us-measles")
