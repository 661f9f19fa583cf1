"""What network analysis says of who met whom."""
