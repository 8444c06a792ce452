"""The vocabulary of the inspections: records, tables, and what forces, rounds, questions and grades there are."""
