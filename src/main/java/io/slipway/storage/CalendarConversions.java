package io.slipway.storage;

import java.sql.JDBCType;
import java.sql.Time;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;

/** Keeps times of the day and zones as what they are, whatever the zone of this JVM. */
final class CalendarConversions {

    private CalendarConversions() {}

    /** Writes a zone by its name. */
    @WritingConverter
    static final class ZoneWriter implements Converter<ZoneId, String> {

        @Override
        public String convert(ZoneId zone) {
            return zone.getId();
        }
    }

    /** Reads a zone by its name. */
    @ReadingConverter
    static final class ZoneReader implements Converter<String, ZoneId> {

        @Override
        public ZoneId convert(String name) {
            return ZoneId.of(name);
        }
    }

    /** Writes a time of the day as such; by default it would become an instant. */
    @WritingConverter
    static final class TimeWriter implements Converter<LocalTime, JdbcValue> {

        @Override
        public JdbcValue convert(LocalTime time) {
            return JdbcValue.of(time, JDBCType.TIME);
        }
    }

    /** Reads a time of the day from the driver's type for it. */
    @ReadingConverter
    static final class TimeReader implements Converter<Time, LocalTime> {

        @Override
        public LocalTime convert(Time time) {
            return time.toLocalTime();
        }
    }
}
