package io.slipway.testing;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Empties every table of the application before each test. */
public final class EmptyTables implements TestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext test) {
        var jdbc = test.getApplicationContext().getBean(JdbcClient.class);
        var tables = jdbc.sql("""
                        SELECT string_agg(format('%I', tablename), ', ')
                        FROM pg_tables
                        WHERE schemaname = 'public'
                          AND tablename NOT LIKE 'databasechangelog%'
                        """).query(String.class).single();
        jdbc.sql("TRUNCATE %s RESTART IDENTITY CASCADE".formatted(tables)).update();
    }
}
