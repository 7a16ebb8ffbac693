package io.slipway.project;

import org.springframework.data.annotation.Id;

/** What owns members, databases, releases and issues; its track is the line of versions of its releases. */
public record Project(@Id long id, String name, String title, String track) {

    /** Return the resource name. */
    public String resource() {
        return "projects/" + name;
    }
}
