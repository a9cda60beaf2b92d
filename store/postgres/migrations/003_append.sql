-- The tally is appended to: whoever changes what clients are counted by adds rows
-- and waits for nobody, however long another's transaction stays open. The count
-- of a key is the sum of its rows, which later commits fold into one.
ALTER TABLE lobby_tally DROP CONSTRAINT lobby_tally_pkey;
ALTER TABLE lobby_tally RESET (fillfactor);
CREATE INDEX lobby_tally_key ON lobby_tally (authority, key);
