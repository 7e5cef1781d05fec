"""The corpus of hostile and broken inputs."""
