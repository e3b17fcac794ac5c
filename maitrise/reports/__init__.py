"""Reports: what a class did, for the trainer and for HR; nothing here changes a mark."""
