"""Which languages are offered, and under which other names one is asked for."""

LANGUAGES = ("en", "de", "fr", "es", "pt_BR", "it", "nl", "pl", "uk", "ja", "zh_CN", "ar")
"""Those that are offered."""
UNDER_OTHER_NAMES = {"pt": "pt_BR", "pt_PT": "pt_BR", "zh": "zh_CN", "zh_SG": "zh_CN", "zh_Hans": "zh_CN"}
"""Whoever reads European Portuguese reads Brazilian more easily than English; Traditional Chinese is none of these."""
