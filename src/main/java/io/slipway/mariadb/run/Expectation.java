package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.script.Subject;
import io.slipway.mariadb.server.Definitions;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written down before a statement that commits by itself, so that anybody can find out later whether it ran.
 *
 * @param before the definitions of what it is about, as they were
 */
record Expectation(Nature nature, String statement, List<Before> before) {

    private static final JsonMapper JSON = new JsonMapper();

    /** An object as it was; the text is empty if it was not there. */
    record Before(Subject.Type type, String name, String text) {}

    static Expectation of(MariaDbStatement statement, Definitions before) {
        return new Expectation(
                statement.nature(),
                statement.text(),
                before.texts().entrySet().stream()
                        .map(it -> new Before(it.getKey().type(), it.getKey().name(), it.getValue()))
                        .toList());
    }

    static Expectation read(String line) {
        return JSON.readValue(line, Expectation.class);
    }

    String line() {
        return JSON.writeValueAsString(this);
    }

    Definitions definitions() {
        var texts = new LinkedHashMap<Subject, String>();
        before.forEach(it -> texts.put(new Subject(it.type(), it.name()), it.text()));
        return new Definitions(texts);
    }
}
