package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slipway.access.Tokens;
import io.slipway.cli.report.StandIn;
import io.slipway.deployment.Compose;
import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The example pipelines of {@code examples/ci}, their scripts run with the variables of their systems, until targets have revisions. */
@ProcessTest
class ExamplesProcessTest {

    private static final Path EXAMPLES = Path.of("examples/ci");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]+) }}");

    @Autowired
    Shop shop;

    @Autowired
    Issues issues;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    @TempDir
    Path home;

    private PipelineMachine machine;
    private String developer = "";
    private String releaser = "";

    @BeforeEach
    void startAnew(org.junit.jupiter.api.TestInfo test) throws IOException {
        shop.startAnew();
        machine = new PipelineMachine(
                home,
                Map.of(
                        "migrations/V1__customer.sql",
                        "-- %s\nCREATE TABLE customer (id bigint PRIMARY KEY);\n".formatted(test.getDisplayName())));
        developer = token("ci");
        releaser = token("releaser");
    }

    private String token(String account) {
        var holder = shop.account(account);
        return tokens.issue(holder, "examples", null, holder).secret().text();
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private Map<String, String> with(Map<String, String> system, String... more) {
        var variables = new HashMap<>(system);
        variables.put("SLIPWAY_URL", url());
        for (int at = 0; at < more.length; at += 2) {
            variables.put(more[at], more[at + 1]);
        }
        return variables;
    }

    private void assertMigrated(String... databases) {
        for (var database : databases) {
            assertThat(shop.ledger(database)).as(database).containsExactly("1");
        }
    }

    @Test
    @DisplayName(
            "GitHub – the action fetches the client; check, rollout to dev, and staging and prod as jobs of their own")
    void gitHub() throws Exception {
        var gitHub = gitHubVariables();
        install(gitHub);
        gitHub.put(
                "PATH",
                Files.readString(Path.of(gitHub.getOrDefault("GITHUB_PATH", "")))
                        .strip());

        try (var api = new StandIn()) {
            var comments = "/repos/shop/db/issues/7/comments";
            api.answering("GET " + comments + "?per_page=100&page=1", "200 []").answering("POST " + comments, "201 {}");
            var check = gitHub("check.yml", "check", Map.of("secrets.SLIPWAY_TOKEN", developer, "github.token", "t"));
            var said = machine.run(
                    check.script(),
                    with(
                            gitHub,
                            check.environment("GITHUB_REF", "refs/pull/7/merge", "GITHUB_API_URL", api.address())));
            assertThat(said).contains("V1__customer.sql");
            assertThat(api.lines()).contains("POST " + comments);
        }
        var rollout = gitHub("rollout.yml", "rollout", Map.of("secrets.SLIPWAY_TOKEN", developer));
        machine.run(rollout.script(), with(gitHub, rollout.environment()));
        assertMigrated("orders_dev");
        assertThat(shop.ledger("orders_staging")).isEmpty();

        var plan =
                PipelineMachine.variables(Path.of(gitHub.get("GITHUB_OUTPUT"))).get("SLIPWAY_PLAN");
        var secrets = Map.of("secrets.SLIPWAY_TOKEN", releaser, "needs.rollout.outputs.plan", String.valueOf(plan));
        var staging = gitHub("rollout.yml", "staging", secrets);
        machine.run(staging.script(), with(gitHub, staging.environment()));
        assertMigrated("orders_staging");

        var prod = gitHub("rollout.yml", "prod", secrets);
        try (var job = machine.start(prod.script(), with(gitHub, prod.environment()))) {
            Issue issue = issueOf(String.valueOf(plan));
            shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve", "comment", "fine"));
            shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
            assertThat(job.exitCode()).as(job.output()).isZero();
        }
        assertMigrated("orders_prod");
    }

    /** Run the action as a step of a job: it fetches the jar from the server with the token, and puts a program on the PATH. */
    private void install(Map<String, String> gitHub) throws IOException {
        var action = Compose.yaml(Path.of("action.yml"));
        var step = action.at("/runs/steps")
                .valueStream()
                .filter(it -> it.has("run"))
                .findFirst()
                .orElseThrow();
        byte[] jar = Files.readAllBytes(machine.clientJar());
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/client", exchange -> {
            try (exchange) {
                boolean known = ("Bearer " + developer)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(known ? 200 : 401, known ? jar.length : -1);
                if (known) {
                    exchange.getResponseBody().write(jar);
                }
            }
        });
        server.start();
        try {
            var variables = new HashMap<>(gitHub);
            variables.put(
                    "SLIPWAY_URL", "http://127.0.0.1:" + server.getAddress().getPort());
            variables.put("SLIPWAY_TOKEN", developer);
            assertThat(step.at("/env").propertyStream().map(Map.Entry::getKey))
                    .containsExactly("SLIPWAY_URL", "SLIPWAY_TOKEN");
            machine.run(step.at("/run").asString(), variables);
            assertThat(Files.readString(Path.of(gitHub.get("GITHUB_ENV")))).startsWith("SLIPWAY_URL=http://127.0.0.1:");
        } finally {
            server.stop(0);
        }
    }

    private Map<String, String> gitHubVariables() throws IOException {
        var folder = machine.folder("runner");
        var variables = new HashMap<>(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SHA", machine.commit(),
                "GITHUB_REF", "refs/heads/main",
                "GITHUB_REPOSITORY", "shop/db",
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_WORKSPACE", machine.repository().toString(),
                "RUNNER_TEMP", folder.toString()));
        for (var file : List.of("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")) {
            variables.put(file, Files.createFile(folder.resolve(file)).toString());
        }
        return variables;
    }

    /** The script of a job's own step, and what it sets. */
    private record Step(String script, Map<String, String> set) {

        Map<String, String> environment(String... more) {
            var all = new HashMap<>(set);
            for (int at = 0; at < more.length; at += 2) {
                all.put(more[at], more[at + 1]);
            }
            return all;
        }
    }

    private static Step gitHub(String file, String job, Map<String, String> context) {
        var steps = Compose.yaml(EXAMPLES.resolve("github").resolve(file)).at("/jobs/" + job + "/steps");
        var step = steps.valueStream().filter(it -> it.has("run")).findFirst().orElseThrow();
        var set = new HashMap<String, String>();
        step.at("/env").propertyStream().forEach(it -> set.put(it.getKey(), evaluated(it.getValue(), context)));
        assertThat(step.at("/run").asString()).as("no expression in a shell").doesNotContain("${{");
        return new Step(step.at("/run").asString(), set);
    }

    private static String evaluated(JsonNode text, Map<String, String> context) {
        return EXPRESSION.matcher(text.asString()).replaceAll(found -> {
            assertThat(context).containsKey(found.group(1));
            return Matcher.quoteReplacement(String.valueOf(context.get(found.group(1))));
        });
    }

    private Map<String, String> with(Map<String, String> system, Map<String, String> set) {
        var variables = with(system);
        variables.putAll(set);
        return variables;
    }

    @Test
    @DisplayName(
            "GitLab – the file as gitlab-ci-local runs it: check with its reports, dev, and staging by the dotenv report")
    void gitLab() throws Exception {
        assumeThat(Program.onPath("rsync"))
                .as("rsync, which gitlab-ci-local needs")
                .isPresent();
        Files.copy(
                EXAMPLES.resolve("gitlab/.gitlab-ci.yml"), machine.repository().resolve(".gitlab-ci.yml"));
        machine.run("""
                git add .
                git commit --quiet --amend --no-edit
                git init --quiet --bare ../origin.git
                git remote add origin ../origin.git
                git push --quiet origin "$(git commit-tree -m Start "$(git mktree </dev/null)")":refs/heads/main
                git fetch --quiet
                git remote set-url origin https://gitlab.example.com/shop/db.git
                """, Map.of());

        gitLab("check", developer, "CI_PIPELINE_SOURCE=merge_request_event");
        assertThat(machine.repository().resolve("gl-code-quality.json")).exists();
        assertThat(machine.repository().resolve("slipway.xml")).exists();
        gitLab("dev", developer);
        assertMigrated("orders_dev");
        assertThat(shop.ledger("orders_staging")).isEmpty();
        gitLab("staging", releaser);
        assertMigrated("orders_staging");

        var prod = Compose.yaml(EXAMPLES.resolve("gitlab/.gitlab-ci.yml")).at("/prod");
        assertThat(prod.at("/script/0").asString()).contains("--target-stage prod");
        assertThat(shop.ledger("orders_prod")).isEmpty();
    }

    /** Run a job by the shell, with what GitLab says of the commit and gitlab-ci-local does not, and the job's own token. */
    private void gitLab(String job, String token, String... more) {
        var variables = Stream.concat(
                Stream.of(
                        "GITLAB_CI=true",
                        "CI_COMMIT_TITLE=Add tables",
                        "CI_COMMIT_AUTHOR=Developer <developer@example.com>",
                        "SLIPWAY_URL=" + url()),
                Stream.of(more));
        machine.run(
                "node '%s' --force-shell-executor %s --variable \"SLIPWAY_TOKEN=$TOKEN\" %s"
                        .formatted(
                                Path.of("src/build/npm/node_modules/.bin/gitlab-ci-local")
                                        .toAbsolutePath(),
                                variables.map("--variable '%s'"::formatted).collect(Collectors.joining(" ")),
                                job),
                Map.of("TOKEN", token));
    }

    private static String script(JsonNode lines) {
        return String.join("\n", lines.valueStream().map(JsonNode::asString).toList());
    }

    @Test
    @DisplayName("Azure – docker run IMAGE with the variables by name alone; the plan as an output variable")
    void azure() throws Exception {
        var azure = Map.of(
                "TF_BUILD", "True",
                "BUILD_SOURCEVERSION", machine.commit(),
                "BUILD_REPOSITORY_URI", "https://dev.azure.com/shop/db/_git/db",
                "BUILD_SOURCESDIRECTORY", machine.repository().toString(),
                "BUILD_SOURCEVERSIONMESSAGE", "Add tables\nBUILD_X=y",
                "SLIPWAY_PROJECT", "shop",
                "SLIPWAY_IMAGE", "registry.example.com/slipway:1");
        var stages = Compose.yaml(EXAMPLES.resolve("azure/azure-pipelines.yml")).at("/stages");

        var check =
                machine.run(stages.at("/0/jobs/0/steps/0/script").asString(), with(azure, "SLIPWAY_TOKEN", developer));
        assertThat(check).contains("V1__customer.sql");
        var said =
                machine.run(stages.at("/1/jobs/0/steps/0/script").asString(), with(azure, "SLIPWAY_TOKEN", developer));
        assertMigrated("orders_dev");
        var plan = Pattern.compile("##vso\\[task\\.setvariable variable=SLIPWAY_PLAN;isOutput=true](\\S+)")
                .matcher(said);
        assertThat(plan.find()).as(said).isTrue();

        machine.run(
                stages.at("/2/jobs/0/strategy/runOnce/deploy/steps/0/script").asString(),
                with(azure, "SLIPWAY_TOKEN", releaser, "SLIPWAY_PLAN", plan.group(1)));
        assertMigrated("orders_staging");
    }

    @Test
    @DisplayName("Bitbucket – check, rollout to dev, and staging by the artifact and the deployment's token")
    void bitbucket() throws Exception {
        var bitbucket = Map.of(
                "BITBUCKET_COMMIT", machine.commit(),
                "BITBUCKET_GIT_HTTP_ORIGIN", "https://bitbucket.org/shop/db",
                "BITBUCKET_CLONE_DIR", machine.repository().toString());
        var pipelines = Compose.yaml(EXAMPLES.resolve("bitbucket/bitbucket-pipelines.yml"))
                .at("/pipelines");

        machine.run(
                script(pipelines.at("/pull-requests").path("**").at("/0/step/script")),
                with(bitbucket, "SLIPWAY_TOKEN", developer));
        var main = pipelines.at("/branches/main");
        machine.run(script(main.at("/0/step/script")), with(bitbucket, "SLIPWAY_TOKEN", developer));
        assertMigrated("orders_dev");
        machine.run(script(main.at("/1/step/script")), with(bitbucket, "SLIPWAY_TOKEN", releaser));
        assertMigrated("orders_staging");
    }

    @Test
    @DisplayName("curl – starts a one-off by Camunda's REST API with a start token")
    void curl() throws Exception {
        assumeThat(Program.onPath("jq")).as("jq, which the example needs").isPresent();
        Files.writeString(machine.repository().resolve("fix.sql"), "CREATE TABLE by_curl (id int PRIMARY KEY);");
        var answer = machine.run(
                Path.of("examples/ci/curl/start.sh").toAbsolutePath().toString(),
                with(
                        Map.of(),
                        "SLIPWAY_TOKEN",
                        developer,
                        "CAMUNDA_URL",
                        EmbeddedPlatform.shared().restAddress().toString(),
                        "TARGETS",
                        "dev-1/orders_dev",
                        "TITLE",
                        "By curl",
                        "SQL_FILE",
                        "fix.sql"));

        var process = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(answer)
                .path("processInstanceKey")
                .asLong();
        Issue issue = shop.awaitOpened(process);
        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.value("orders_dev", "SELECT to_regclass('by_curl')")).isEqualTo("by_curl");
    }

    private Issue issueOf(String plan) {
        long id = shop.jdbc()
                .sql("SELECT r.issue FROM rollout r JOIN plan p ON p.id = r.plan WHERE p.name = :name")
                .param("name", plan.substring(plan.lastIndexOf('/') + 1))
                .query(Long.class)
                .single();
        return issues.findById(id).orElseThrow();
    }
}
