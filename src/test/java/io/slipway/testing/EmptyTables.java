package io.slipway.testing;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Empties every table of the application before each test. Their few rows are deleted, with the triggers that forbid it and the references
 * between them switched off: truncating dozens of tables makes new files for all of them, which takes ten times as long.
 */
public final class EmptyTables implements TestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext test) {
        var jdbc = test.getApplicationContext().getBean(JdbcClient.class);
        jdbc.sql("""
                        DO $$
                        DECLARE
                            tables text[] := ARRAY(
                                SELECT format('%I', tablename)
                                FROM pg_tables
                                WHERE schemaname = 'public'
                                  AND tablename NOT LIKE 'databasechangelog%'
                                ORDER BY tablename);
                            one text;
                        BEGIN
                            SET LOCAL session_replication_role = replica;
                            EXECUTE 'LOCK TABLE ' || array_to_string(tables, ', ') || ' IN ACCESS EXCLUSIVE MODE';
                            FOREACH one IN ARRAY tables LOOP
                                EXECUTE 'DELETE FROM ' || one;
                            END LOOP;
                            PERFORM setval(format('%I', sequencename)::regclass, start_value, false)
                            FROM pg_sequences
                            WHERE schemaname = 'public'
                              AND last_value IS NOT NULL;
                        END
                        $$
                        """).update();
    }
}
