-- What a matcher made of a person has a column of its own: opaque bytes, which a
-- search reads and nothing else. What was typed moves from its column into the
-- body, as the library encodes it. Rows keep their version; their profile is made
-- when the register is next indexed, and until then by each search that finds them.

-- Policies that hide every authority's rows would hide them here too.
SELECT set_config('lobby.forced', (SELECT relforcerowsecurity FROM pg_class WHERE oid = 'lobby_client'::regclass)::text, false);
ALTER TABLE lobby_record NO FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_client NO FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_tally NO FORCE ROW LEVEL SECURITY;

ALTER TABLE lobby_record ADD COLUMN profile bytea NOT NULL DEFAULT '';
ALTER TABLE lobby_client ADD COLUMN profile bytea NOT NULL DEFAULT '';
ALTER TABLE lobby_record ALTER COLUMN profile SET STATISTICS 0;
ALTER TABLE lobby_client ALTER COLUMN profile SET STATISTICS 0;

-- The column held the fields in order, each ended by U+001F, the values of a list
-- each ended by U+001E; a backslash before one of the three meant the character.
CREATE FUNCTION pg_temp.fields(person text) RETURNS text[] LANGUAGE sql AS $$
	SELECT array_agg(m[1] ORDER BY n) FROM regexp_matches(person, '((?:\\.|[^\\\u001f])*)\u001f', 'g') WITH ORDINALITY AS f (m, n)
$$;

CREATE FUNCTION pg_temp.plain(field text) RETURNS text LANGUAGE sql AS $$
	SELECT nullif(regexp_replace(field, '\\(.)', '\1', 'g'), '')
$$;

CREATE FUNCTION pg_temp.list(field text) RETURNS text[] LANGUAGE sql AS $$
	SELECT array_agg(coalesce(pg_temp.plain(m[1]), '') ORDER BY n)
	FROM regexp_matches(field, '((?:\\.|[^\\\u001e])*)\u001e', 'g') WITH ORDINALITY AS v (m, n)
$$;

CREATE FUNCTION pg_temp.person(person text) RETURNS text LANGUAGE sql AS $$
	SELECT json_strip_nulls(json_build_object(
		'given', pg_temp.plain(f[1]), 'middle', pg_temp.plain(f[2]), 'family', pg_temp.plain(f[3]),
		'born', pg_temp.plain(f[4]), 'nino', pg_temp.plain(f[5]),
		'formerFamily', pg_temp.list(f[6]), 'emails', pg_temp.list(f[7]), 'phones', pg_temp.list(f[8]),
		'postcodes', pg_temp.list(f[9]), 'previousPostcodes', pg_temp.list(f[10])))::text
	FROM pg_temp.fields(person) AS f
$$;

-- A body begins {"v":1,"row":{ and its first field is always there.
UPDATE lobby_record SET body = ('{"v":1,"row":{"person":' || pg_temp.person(person) || ',' || substr(body::text, 15))::json;
UPDATE lobby_client SET body = ('{"v":1,"row":{"person":' || pg_temp.person(person) || ',' || substr(body::text, 15))::json;

DROP FUNCTION pg_temp.person(text), pg_temp.list(text), pg_temp.plain(text), pg_temp.fields(text);

ALTER TABLE lobby_record DROP COLUMN person;
ALTER TABLE lobby_client DROP COLUMN person;

-- Keys 0 to 7 of the tally, which add up to the size of the register, count the
-- clients who carry a key: not those merged or erased.
UPDATE lobby_client SET counted = '{}' WHERE keys = '{}' AND cardinality(counted) = 1 AND counted[1] BETWEEN 0 AND 7;

DELETE FROM lobby_tally WHERE key BETWEEN 0 AND 7;
INSERT INTO lobby_tally (authority, key, clients)
SELECT authority, slot, count(*) FROM lobby_client, unnest(counted) AS slot WHERE slot BETWEEN 0 AND 7 GROUP BY authority, slot;

DO $$ BEGIN
	IF current_setting('lobby.forced')::boolean THEN
		ALTER TABLE lobby_record FORCE ROW LEVEL SECURITY;
		ALTER TABLE lobby_client FORCE ROW LEVEL SECURITY;
		ALTER TABLE lobby_tally FORCE ROW LEVEL SECURITY;
	END IF;
END $$;
