"""Rule packs in YAML: rules by declarative kinds, and changes to the rules of others, for people who write no Python.

`grammar` reads a pack and says what is wrong in it, `compiling` makes rules of it, `library` finds packs by name, path and
region, `choice` decides which of them hold for a report. Nothing here is imported where no pack is in use.
"""
