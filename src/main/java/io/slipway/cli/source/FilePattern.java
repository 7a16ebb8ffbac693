package io.slipway.cli.source;

import io.slipway.cli.server.ClientException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A file pattern as people know it from their pipelines: {@code **} stands for any folders, none included. */
record FilePattern(String written, Pattern expression) {

    private static final String SPECIAL = "\\.+^$|()";

    static FilePattern of(String pattern) {
        var written = pattern.strip().replace('\\', '/');
        var plain = written.startsWith("./") ? written.substring(2) : written;
        try {
            return new FilePattern(plain, Pattern.compile(expression(plain)));
        } catch (PatternSyntaxException e) {
            throw ClientException.usage(
                    "pattern-invalid",
                    "'%s' is no file pattern.".formatted(pattern),
                    "Write it as in 'migrations/**/*.sql'.");
        }
    }

    boolean matches(String path) {
        return expression.matcher(path).matches();
    }

    /** Return the folder that everything the pattern matches lies in. */
    String literalFolder() {
        var wild = 0;
        while (wild < written.length() && "*?[{".indexOf(written.charAt(wild)) < 0) {
            wild++;
        }
        var slash = written.lastIndexOf('/', wild);
        return slash < 0 ? "" : slash == 0 ? "/" : written.substring(0, slash);
    }

    private static String expression(String pattern) {
        var expression = new StringBuilder();
        var braces = 0;
        for (var i = 0; i < pattern.length(); i++) {
            var c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (c == '{') {
                braces++;
                expression.append("(?:");
            } else if (c == '}' && braces > 0) {
                braces--;
                expression.append(')');
            } else {
                expression.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            case ',' -> braces > 0 ? "|" : ",";
                            default -> SPECIAL.indexOf(c) >= 0 || c == '}' ? "\\" + c : String.valueOf(c);
                        });
            }
        }
        return expression.toString();
    }
}
