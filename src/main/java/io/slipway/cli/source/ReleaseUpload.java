package io.slipway.cli.source;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.server.Api;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a release of files in the working folder, with the commit that they were checked out from. */
public final class ReleaseUpload {

    private final Api api;
    private final Surroundings surroundings;
    private final Commit commit;

    public ReleaseUpload(Api api, Surroundings surroundings) {
        this.api = api;
        this.surroundings = surroundings;
        this.commit = new Commits(Pipeline.of(surroundings.environment()), surroundings.folder()).find();
    }

    public Commit commit() {
        return commit;
    }

    /**
     * Make the release and return its resource name; the same files of the same commit are one release.
     *
     * @param track the line of versions, or empty for the project's own
     */
    public String store(String project, String track, List<String> filePatterns) {
        var files = new SourceFiles(surroundings.folder()).find(filePatterns);
        var request = new LinkedHashMap<String, Object>(commit.facts());
        if (!track.isBlank()) {
            request.put("track", track);
        }
        var name = api.upload("projects/%s/releases".formatted(IssueOptions.plain(project)), request, files)
                .at("/name")
                .asString("");
        surroundings.out().println("Release '%s' has %d files.".formatted(name, files.size()));
        return name;
    }

    /** Return files as the API takes them. */
    public static List<Map<String, String>> listed(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> Map.of("path", file.getKey(), "statement", file.getValue()))
                .toList();
    }
}
