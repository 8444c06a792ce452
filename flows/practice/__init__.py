"""A small site to practise on: pages of the forms of many rounds, written for this project, on a server of its own."""
