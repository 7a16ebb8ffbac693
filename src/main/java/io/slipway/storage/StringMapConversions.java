package io.slipway.storage;

import java.sql.JDBCType;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a map of strings, such as labels, in a {@code jsonb} column, with its keys in order. */
final class StringMapConversions {

    private StringMapConversions() {}

    /** Writes the map as JSON of no declared SQL type, so that PostgreSQL takes the column's. */
    @WritingConverter
    record Writer(JsonMapper json) implements Converter<Map<String, String>, JdbcValue> {

        @Override
        public JdbcValue convert(Map<String, String> map) {
            return JdbcValue.of(json.writeValueAsString(new TreeMap<>(map)), JDBCType.OTHER);
        }
    }

    /** Reads the map from what the driver gives for {@code jsonb}, an object whose text is the JSON. */
    @ReadingConverter
    record Reader(JsonMapper json) implements Converter<Object, Map<String, String>> {

        private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

        @Override
        public Map<String, String> convert(Object column) {
            return json.readValue(column.toString(), TYPE);
        }
    }
}
