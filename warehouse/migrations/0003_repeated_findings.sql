-- Which findings tell the same concern again; the keys bring together those that may, without comparing all with all.
CREATE TABLE ops.repeated_texts (
    text_id INTEGER, page_id VARCHAR, position INTEGER, service VARCHAR, force VARCHAR, round VARCHAR, practice BOOLEAN,
    words VARCHAR[]
);
CREATE TABLE ops.repeated_keys ("key" INTEGER, text_id INTEGER);
CREATE TABLE ops.repeated_pairs (text_id INTEGER, other_id INTEGER, similarity DOUBLE);
