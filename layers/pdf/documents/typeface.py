"""The typeface that documents embed: DejaVu Sans 2.37, unchanged; its licence stands beside it.

Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic and most signs. A document embeds only the letters it uses.
"""

from pathlib import Path

REGULAR = Path(__file__).with_name("DejaVuSans.ttf")
BOLD = Path(__file__).with_name("DejaVuSans-Bold.ttf")
