DELETE FROM slipway.revision WHERE true;
CREATE TABLE slipway (slipway int);
SELECT slipway.slipway FROM public.slipway;
SET search_path = slipway, public;
DROP SCHEMA slipway;
DO $$ BEGIN EXECUTE 'DELETE FROM slipway.revision'; END $$;
SELECT current_setting('slipway.tenant');
