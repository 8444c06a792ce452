"""A small site to practise on: pages of the form of 2017, written for this project, on a server of its own."""
