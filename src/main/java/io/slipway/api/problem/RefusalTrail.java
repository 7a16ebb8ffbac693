package io.slipway.api.problem;

import io.slipway.failure.RejectedException;
import io.slipway.project.Projects;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Keeps on record which commands on an issue were refused to whom; a question is no command. */
@Component
class RefusalTrail {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern CUSTOM_METHOD = Pattern.compile("^.*:([A-Za-z]+)$");
    private static final Pattern COLLECTION = Pattern.compile("^.*/([A-Za-z]+)(?:/\\{[^/]*)?$");

    private final Projects projects;
    private final Issues issues;
    private final Audit audit;

    RefusalTrail(Projects projects, Issues issues, Audit audit) {
        this.projects = projects;
        this.issues = issues;
        this.audit = audit;
    }

    /** Record a refusal if the request was a command on an issue that there is, by an account that is known. */
    void record(HttpServletRequest request, RejectedException why) {
        Principal caller = request.getUserPrincipal();
        if (caller == null || HttpMethod.GET.matches(request.getMethod())) {
            return;
        }
        var named = variables(request);
        issue(named)
                .ifPresent(issue -> audit.refused(
                        new Audit.Refusal(caller.getName(), issue.id(), command(request), subject(issue, named), why)));
    }

    private Optional<Issue> issue(Map<?, ?> named) {
        var project = String.valueOf(named.get("project"));
        var number = String.valueOf(named.get("number"));
        return NUMBER.matcher(number).matches()
                ? projects.byName(project)
                        .flatMap(found -> issues.findByProjectAndNumber(found.id(), Integer.parseInt(number)))
                : Optional.empty();
    }

    private static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }

    /** Return the name of the custom method or, of a standard one, its verb and the collection. */
    private static String command(HttpServletRequest request) {
        var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        var custom = CUSTOM_METHOD.matcher(pattern);
        if (custom.matches()) {
            return custom.group(1);
        }
        var collection = COLLECTION.matcher(pattern);
        return request.getMethod() + " " + (collection.matches() ? collection.group(1) : "issue");
    }

    private static String subject(Issue issue, Map<?, ?> named) {
        var stage = named.get("environment");
        var task = named.get("task");
        return "issue " + issue.number() + (stage == null ? "" : ", stage " + stage)
                + (task == null ? "" : ", task " + task);
    }
}
