package io.slipway.check.rules.directives;

import io.slipway.check.rules.Parsed;
import io.slipway.sql.Comment;
import java.util.List;
import java.util.stream.Stream;

/** The directives of a file, as in {@code -- slipway: variables tenant, region}, before its first statement. */
record Directives(List<Directive> all) {

    /** One directive, with its line. */
    record Directive(String name, String value, int line) {

        boolean isKnown() {
            return isVariables() || name.equals(Comment.Directive.BACKUP);
        }

        private boolean isVariables() {
            return name.equals(Comment.Directive.VARIABLES) && !value.isBlank();
        }

        private Stream<String> words() {
            return Stream.of(value.split("[,\\s]+")).filter(word -> !word.isEmpty());
        }
    }

    static Directives of(Parsed parsed) {
        return new Directives(parsed.script().header().stream()
                .flatMap(comment ->
                        comment.directive().stream().map(it -> new Directive(it.name(), it.value(), comment.line())))
                .toList());
    }

    /** Return the variables that the file says it reads as {@code current_setting('slipway.…')}, with the line that says so. */
    Stream<Directive> variables() {
        return all.stream()
                .filter(Directive::isVariables)
                .flatMap(directive ->
                        directive.words().map(word -> new Directive(directive.name(), word, directive.line())));
    }
}
