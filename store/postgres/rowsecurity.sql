-- The second wall: whatever a statement says, it meets the rows of the
-- authority that its transaction names and no others, whoever owns the tables.
-- A transaction that names none meets no rows.

ALTER TABLE lobby_record ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_tally ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_ack ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_consumer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_unread ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS lobby_authority ON lobby_record;
DROP POLICY IF EXISTS lobby_authority ON lobby_client;
DROP POLICY IF EXISTS lobby_authority ON lobby_tally;
DROP POLICY IF EXISTS lobby_authority ON lobby_event;
DROP POLICY IF EXISTS lobby_authority ON lobby_ack;
DROP POLICY IF EXISTS lobby_authority ON lobby_consumer;
DROP POLICY IF EXISTS lobby_authority ON lobby_unread;

CREATE POLICY lobby_authority ON lobby_record USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_client USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_tally USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_event USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_ack USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_consumer USING (authority = current_setting('lobby.authority', true));
CREATE POLICY lobby_authority ON lobby_unread USING (authority = current_setting('lobby.authority', true));
