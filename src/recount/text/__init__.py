"""Pure functions on bytes and strings: main text, sentences, language, times, quantities, fingerprints. No store."""
