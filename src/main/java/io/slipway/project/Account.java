package io.slipway.project;

import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;

/** A person, whose name is the Camunda user name, or a service account of CI. */
public record Account(
        @Id long id, String name, Kind kind, boolean administrator, List<String> emails, Instant createdAt) {

    /** What stands behind an account. */
    public enum Kind {
        /** A human being, who may decide in Tasklist. */
        PERSON,
        /** A pipeline, which acts by its access token only. */
        SERVICE
    }

    public Account {
        emails = List.copyOf(emails);
    }
}
