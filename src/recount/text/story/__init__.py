"""Stories of a page, their sentences, and copies of one another."""
