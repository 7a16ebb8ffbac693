package io.slipway.cli.report.file;

import io.slipway.cli.report.result.Result;

/** What a report's file is written for. */
enum Format {
    /** Test results, which most CI systems show. */
    JUNIT {
        @Override
        String write(Result result) {
            return JUnit.write(result);
        }
    },
    /** Static analysis results, as for GitHub's code scanning. */
    SARIF {
        @Override
        String write(Result result) {
            return Sarif.write(result);
        }
    },
    /** GitLab's code quality. */
    CODEQUALITY {
        @Override
        String write(Result result) {
            return CodeQuality.write(result);
        }
    };

    abstract String write(Result result);
}
