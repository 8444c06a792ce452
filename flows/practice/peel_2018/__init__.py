"""What the practice site says of six forces in 2018/19; every sentence about a force is invented."""
