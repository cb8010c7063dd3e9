"""Who is told of: names, descriptions, pronouns, roles, who left."""
