"""Checks of a folder of curated data, such as the one that ships: `python -m autokg.curating.data_check data`."""
