"""Tests of making a first brief from another document."""
