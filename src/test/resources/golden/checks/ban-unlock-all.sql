SELECT pg_advisory_unlock_all();
SELECT pg_advisory_unlock(42);
DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$;
