package io.slipway.cli.pipeline;

import java.util.Map;

/** Whose pipeline it is. */
public enum Platform {
    GITHUB("github", "GITHUB_ACTIONS", "GITHUB_WORKSPACE"),
    GITLAB("gitlab", "GITLAB_CI", "CI_PROJECT_DIR"),
    AZURE("azure", "TF_BUILD", "BUILD_SOURCESDIRECTORY"),
    BITBUCKET("bitbucket", "BITBUCKET_COMMIT", "BITBUCKET_CLONE_DIR"),
    /** No pipeline that the client knows. */
    NONE("git", "", "");

    private final String type;
    private final String sign;
    private final String folder;

    Platform(String type, String sign, String folder) {
        this.type = type;
        this.sign = sign;
        this.folder = folder;
    }

    static Platform of(Map<String, String> environment) {
        for (var platform : values()) {
            if (!environment.getOrDefault(platform.sign, "").isBlank()) {
                return platform;
            }
        }
        return NONE;
    }

    /** Return how a release calls it. */
    public String type() {
        return type;
    }

    /** Return the variable that names the folder of the repository. */
    String folder() {
        return folder;
    }
}
