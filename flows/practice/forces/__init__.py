"""What the practice site says of each force; every sentence about a force is invented."""
