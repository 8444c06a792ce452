"""The outside world and the order of events: fetching, keeping, running, and the command line."""
