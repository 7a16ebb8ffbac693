package io.slipway.embedded;

import java.net.URI;
import java.util.List;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The sample people of Tasklist, whose passwords are their names: Tasklist 8.6 keeps its users in its index. */
final class TasklistLogins {

    static final List<String> NAMES = List.of("developer", "approver", "releaser", "owner");

    private static final String INDEX = "tasklist-user-1.4.0_";

    private TasklistLogins() {}

    /** Write everybody anew; a login that is there already is only written over with the same. */
    static void write(URI openSearch) {
        var encoder = new BCryptPasswordEncoder(4);
        for (var name : NAMES) {
            var displayName = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
            var password = "{bcrypt}" + encoder.encode(name);
            Http.sendJson("PUT", openSearch.resolve("/%s/_doc/%s?refresh=true".formatted(INDEX, name)), """
                    {"id": "%s", "userId": "%s", "displayName": "%s", "password": "%s", "roles": ["OPERATOR"]}
                    """.formatted(
                            name, name, displayName, password));
        }
    }
}
