"""`python -m zzlint`."""

from zzlint.cli import main

main()
