"""Reading areas from files and drawing them: plain Python, no database and no Django.

`read.read_files` turns files of CBS, Kadaster and PDOK into `records.AreaRecord`s, or refuses
them with reasons. `shape` draws and searches their outlines.
"""
