"""The regiobestand: how the data of a region moves in, and how it can leave again."""
