-- The words of a finding that tell what it is about: neither those of every text nor those of every finding, each cut to what its forms share.
CREATE OR REPLACE MACRO ops.telling_words(said) AS
    list_sort(list_distinct(list_transform(
        list_filter(ops.words_in(said), lambda word: NOT list_contains([
            {%- for word in generic %}
            {{ word | quoted }}{{ "," if not loop.last }}
            {%- endfor %}
        ], word)),
        lambda word: left(
            CASE WHEN length(word) > 4 THEN regexp_replace(word, '(ing|ed|ly|es|s|e)$', '') ELSE regexp_replace(word, 's$', '') END, 6
        )
    )));
