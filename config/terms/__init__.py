"""Terms of the law: when a term ends, and why. Pure functions, no database.

Source: Algemene termijnenwet (Awt) and Algemene wet bestuursrecht (Awb). A lawyer of the
municipality decides in the end, so every date comes with its reasons in Dutch.
"""
