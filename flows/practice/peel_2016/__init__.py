"""What the practice site says of three forces in 2016; every sentence about a force is invented."""
