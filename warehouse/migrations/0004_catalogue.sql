-- By what the views, macros, comments and reference tables of this file were made, so that the same need not make them again.
CREATE TABLE ops.catalogue (stamp VARCHAR);
