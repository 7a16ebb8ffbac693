package io.slipway.change;

import io.slipway.project.Project;
import io.slipway.review.Issue;
import java.net.URI;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Where people find the page of an issue, to be linked to from forms, the API and messages. */
@Component
@EnableConfigurationProperties(PageSettings.class)
public class PublicAddress {

    private final PageSettings settings;

    PublicAddress(PageSettings settings) {
        this.settings = settings;
    }

    /** Return the address of an issue's page. */
    public URI of(Project project, Issue issue) {
        return of("%s/issues/%d".formatted(project.resource(), issue.number()));
    }

    /** Return the address of the page of an issue with a resource name, which is its path. */
    public URI of(String issue) {
        return settings.address().resolve("/" + issue);
    }

    /** Tell whether people reach the pages on this machine only, so that nothing needs to be encrypted on its way. */
    public boolean isLoopback() {
        return isLoopback(settings.address().getHost());
    }

    /** Tell whether a host's name or number is this machine's own. */
    public static boolean isLoopback(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }
}
