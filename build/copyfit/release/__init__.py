"""What leaves the house, accounted for: a release folder, and the proof that files are of it.

In: a project whose pages are built. Out: `release/<version>/` and, later, `Verdict`s on what came back.
`repository` and `version` say what is released, `refusal` whether it may be, `contents` what is in it,
`folder` puts it in place; `verification` judges a folder, a zip or one file against it.
"""
