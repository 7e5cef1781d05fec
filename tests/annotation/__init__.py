"""Tests of a check's reports for other programs."""
