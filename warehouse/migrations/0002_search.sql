-- The index of words that search rests on; a file of before has none, and all its pages are indexed when it is next published.
CREATE TABLE ops.search_texts (text_id INTEGER, page_id VARCHAR, position INTEGER, length INTEGER, settled BOOLEAN);
CREATE TABLE ops.search_words (word_id INTEGER, word VARCHAR, texts INTEGER);
CREATE TABLE ops.search_places (word_id INTEGER, text_id INTEGER, times INTEGER);
