"""The commands by subject; ``maitrise.cli.app`` gathers them."""
