"""What the tests of comparisons begin with: git, six edits, and a request for one page.

The edits are made to whatever the sample says: it is other people's to write.
"""

import datetime as dt
import io
import re
import subprocess

from ruamel.yaml import YAML

from copyfit.build import Request

STATEMENTS = ("bottom_line", "judgements", "outlook")
FACT = "attacks"
MOST = 5


def edited(text):
    """Return a brief's text with a word turned round in five statements, a fact raised, and those words."""
    yaml = YAML()
    yaml.width = 4096
    data = yaml.load(text)
    words = {}
    for block in STATEMENTS:
        items = data.get(block) or []
        for item in items if isinstance(items, list) else [items]:
            if len(words) < MOST:
                words[item["id"]] = turned(item)
    data["facts"][FACT]["value"] += 16
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue(), words


def turned(item):
    """Turn the longest word that both wordings of a statement have round, and return it before and after."""
    both = [
        set(re.findall(r"(?<![\w@:-])[a-z]{4,12}(?![\w:-])", item[key]))
        for key in ("text", "short")
        if key in item
    ]
    spared = set(str(item.get("likelihood", "")).split())
    word = max(sorted(set.intersection(*both) - spared), key=len)
    for key in ("text", "short"):
        if key in item:
            item[key] = re.sub(rf"\b{word}\b", word[::-1], item[key])
    return word, word[::-1]


def git(folder, *arguments):
    """Run git in a folder, as nobody in particular."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)


def asked(root, **more):
    """Return a request for the executive page."""
    return Request(root, root / "dist", dt.date(2026, 3, 23), variants=("executive",), **more)
