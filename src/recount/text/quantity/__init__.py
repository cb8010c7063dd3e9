"""How many: bounds, units, shares, sums."""
