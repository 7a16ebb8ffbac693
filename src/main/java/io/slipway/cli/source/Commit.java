package io.slipway.cli.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commit that files were checked out from; what is not known is empty. */
public record Commit(String type, String id, String url, String title, List<Author> authors) {

    /** Who wrote it. */
    public record Author(String email, String name) {}

    /** Return what a release says of it. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        if (!id.isEmpty()) {
            facts.put("vcsType", type);
            facts.put("vcsCommit", id);
            if (!url.isEmpty()) {
                facts.put("vcsUrl", url);
            }
            facts.put(
                    "authors",
                    authors.stream()
                            .map(author -> Map.of("email", author.email(), "name", author.name()))
                            .toList());
        }
        return facts;
    }
}
