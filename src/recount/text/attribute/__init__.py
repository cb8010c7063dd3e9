"""What is told of a person: age, origin, family, work, joining, leaving."""
