"""YAML and JSON with a place for every part: the door to ruamel, and to Pydantic's complaints."""
