"""Which words may stand for a word in capitals, where a list of them is known?"""


def known(place: str) -> dict[str, str]:
    """Each word with a sentence about it, where a list is known; nothing for what only the person knows."""
    if place == "LIFE":
        from tray.cli.life_presets import sentences

        return sentences()
    if place == "PRESET":
        from tray.settings.catalogue.presets import PRESETS

        return {preset.name: preset.sentence for preset in PRESETS}
    if place == "KEY":
        from tray.settings.catalogue.listing import all_settings

        return {setting.name: setting.declared.sentence for setting in all_settings()}
    if place == "VERB":
        from tray.cli.table import VERBS

        return {name: verb.does for name, verb in VERBS.items()}
    if place == "TOPIC":
        from tray.cli import manual

        return manual.topics()
    return {}
