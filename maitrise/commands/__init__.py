"""The commands by subject; ``maitrise.cli`` gathers them."""
