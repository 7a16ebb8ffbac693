package io.slipway.check.rules.directives;

import io.slipway.check.rules.Parsed;
import io.slipway.sql.Comment;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directives of a file, as in {@code -- slipway: variables tenant, region}, before its first statement. */
record Directives(List<Directive> all) {

    private static final Pattern DIRECTIVE = Pattern.compile("slipway:\\s*(?<name>\\S*)\\s*(?<value>.*)");
    private static final String VARIABLES = "variables";

    /** One directive, with its line. */
    record Directive(String name, String value, int line) {

        boolean isKnown() {
            return name.equals(VARIABLES) && !value.isBlank();
        }

        private Stream<String> words() {
            return Stream.of(value.split("[,\\s]+")).filter(word -> !word.isEmpty());
        }
    }

    static Directives of(Parsed parsed) {
        return new Directives(
                parsed.header().stream().flatMap(Directives::directive).toList());
    }

    private static Stream<Directive> directive(Comment comment) {
        var matcher = DIRECTIVE.matcher(comment.text());
        return matcher.matches()
                ? Stream.of(new Directive(matcher.group("name"), matcher.group("value"), comment.line()))
                : Stream.empty();
    }

    /** Return the variables that the file says it reads as {@code current_setting('slipway.…')}, with the line that says so. */
    Stream<Directive> variables() {
        return all.stream()
                .filter(Directive::isKnown)
                .flatMap(directive -> directive.words().map(word -> new Directive(VARIABLES, word, directive.line())));
    }
}
