package io.slipway.storage;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import tools.jackson.databind.json.JsonMapper;

/** Teaches Spring Data JDBC the types of our columns. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    JdbcCustomConversions jdbcCustomConversions(JdbcDialect dialect, JsonMapper json) {
        return JdbcCustomConversions.of(
                dialect,
                List.of(
                        new StringMapConversions.Writer(json),
                        new StringMapConversions.Reader(json),
                        new CalendarConversions.ZoneWriter(),
                        new CalendarConversions.ZoneReader(),
                        new CalendarConversions.TimeWriter(),
                        new CalendarConversions.TimeReader()));
    }
}
