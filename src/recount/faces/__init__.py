"""argv or HTTP -> one verb -> words for a person or JSON for a program."""
