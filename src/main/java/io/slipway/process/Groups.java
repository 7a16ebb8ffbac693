package io.slipway.process;

import io.slipway.review.Directory;
import io.slipway.review.Issue;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The names of Camunda's groups, which say who sees a user task; who may decide is checked by the commands. */
@Component
public final class Groups {

    private final Directory directory;

    Groups(Directory directory) {
        this.directory = directory;
    }

    /** Return the process variables that name the groups of an issue's project, and the issue's name. */
    public Map<String, Object> of(Issue issue) {
        String project = directory.projectOf(issue).name();
        return Map.of(
                "issueName", directory.nameOf(issue),
                "developerGroup", project + "-developers",
                "approverGroup", project + "-approvers",
                "releaserGroup", project + "-releasers");
    }

    /** Return the group of a role in the project of an issue. */
    public String of(Issue issue, String role) {
        return directory.projectOf(issue).name() + "-" + role + "s";
    }

    /** Return the group of the developers of a project whose name is untrusted. */
    public String developersOf(String project) {
        String plain = project.substring(project.lastIndexOf('/') + 1);
        return plain.matches("[a-z0-9-]{1,60}") ? plain + "-developers" : "developers";
    }
}
