"""What the shipped pages declare of a brief, for tests that read briefs without their templates."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DECLARED = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted((ROOT / "templates").glob("*/content.yaml"))
}
