"""The rules that come with zzlint. A rule imports only ``zzlint.rule``."""
