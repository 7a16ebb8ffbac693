package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SlipwayApplication;
import io.slipway.cli.Client;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.inspection.Inspection;
import io.slipway.target.inspection.Observation;
import io.slipway.target.ledger.Ledger;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class DocsTest {

    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    /** A command in the quotes of a message; not the name of one of our locks. */
    private static final Pattern COMMAND_IN_MESSAGE = Pattern.compile("(?<!hashtext\\()'slipway ([a-z]+)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> pages() throws IOException {
        try (var files = Files.list(DOCS)) {
            var pages = files.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(Stream.of(README), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatIsThere(Path page) {
        var links = LINK.matcher(Compose.text(page))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.startsWith("https://"));

        assertThat(links).allSatisfy(link -> {
            var parts = link.split("#", 2);
            var linked = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(linked).exists();
            if (parts.length == 2) {
                assertThat(anchors(linked)).contains(parts[1]);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void keepsLinesReadable(Path page) {
        assertThat(Compose.text(page).lines().filter(line -> line.length() > 165 && !line.startsWith("|")))
                .isEmpty();
    }

    @Test
    void showsAConfigurationThatIsRead() {
        assertThat(new ConfigurationReader().read(block(README, "yaml")).databases())
                .hasSize(1);
        assertThat(new ConfigurationReader()
                        .read(block(DOCS.resolve("notifications.md"), "yaml"))
                        .projects())
                .hasSize(1);
    }

    @Test
    void grantsWhatATargetNeedsAndNoMore() {
        var postgres = EmbeddedPostgres.named("database roles");
        var url = postgres.createDatabaseIfMissing("orders");
        postgres.execute("REVOKE ALL ON DATABASE orders FROM PUBLIC");
        postgres.execute("CREATE ROLE orders_owner");
        postgres.execute(url, block(README, "sql").replace("…", "secret"));
        var target = new Target(
                "prod-1/orders",
                url,
                null,
                null,
                new Credential("slipway_reader", "exec:printf secret"),
                new Credential("slipway_migrator", "exec:printf secret"),
                "orders_owner",
                List.of(),
                Map.of());

        var ledger = new Ledger(Ledger.DEFAULT_SCHEMA);
        var inspection = new Inspection(new Connections(), ledger);
        var migrator = new Migrator(new SqlParser(), new Connections(), ledger, MigrationSettings.defaults());
        var file =
                FileToRun.of("orders", "1", "V1.sql", "CREATE TABLE a (i int); CREATE INDEX CONCURRENTLY b ON a (i)");

        assertThat(problems(inspection, target)).isEmpty();
        var result = migrator.migrate(new Attempt("task", 1, "release", "rita"), target, List.of(file), new Quiet());

        assertThat(result).isInstanceOf(MigrationResult.Done.class);
        assertThat(ledger.revisions(new Connections(), target)).hasSize(1);
        assertThat(problems(inspection, target)).isEmpty();
    }

    private static List<Observation> problems(Inspection inspection, Target target) {
        return inspection.inspect(target).stream()
                .filter(observation -> observation.status() != Observation.Status.OK)
                .toList();
    }

    /** Lets a migration run without anybody who listens. */
    private static final class Quiet implements Progress {

        @Override
        public void statementFinished(StatementLog log) {}

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void heartbeat(String doing) {}
    }

    @Test
    void namesChecksThatThereAre() throws IOException {
        var codes = codes();
        var table = Compose.text(DOCS.resolve("concepts.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("## Checks"))
                .filter(line -> line.startsWith("|"))
                .collect(Collectors.joining());

        assertThat(Pattern.compile("`([a-z-]+)`").matcher(table).results().map(found -> found.group(1)))
                .filteredOn(code -> code.contains("-") || code.equals("syntax"))
                .isNotEmpty()
                .allSatisfy(code -> assertThat(codes).contains(code));
    }

    @Test
    void describesEachCommandOfTheClientAndNoOther() throws IOException {
        var described = Pattern.compile("`slipway ([a-z]+)")
                .matcher(Compose.text(DOCS.resolve("client.md")))
                .results()
                .map(found -> found.group(1));

        assertThat(described).containsAll(commands().keySet());
        assertThat(pages().flatMap(DocsTest::commandLines)).isNotEmpty().allSatisfy(line -> {
            var words = line.split("\\s+");
            assertThat(commands()).as(line).containsKey(words[1]);
            assertThat(Stream.of(words).filter(word -> word.startsWith("-")))
                    .as(line)
                    .allSatisfy(option ->
                            assertThat(options(commands().get(words[1]))).contains(option));
        });
    }

    @Test
    void namesOnlyCommandsThatThereAreInMessages() throws IOException {
        var named = new TreeMap<String, Path>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> COMMAND_IN_MESSAGE
                            .matcher(Compose.text(file))
                            .results()
                            .forEach(found -> named.put(found.group(1), file)));
        }

        assertThat(named).containsKeys("baseline", "doctor");
        assertThat(named)
                .allSatisfy((command, file) ->
                        assertThat(commands()).as(file.toString()).containsKey(command));
    }

    /** Return what the page types into a shell or names as a command, without what launches the server or the demo. */
    private static Stream<String> commandLines(Path page) {
        return Pattern.compile("(?m)(?:`|`\\./|^)(slipway [a-z]+[^`\n]*)")
                .matcher(Compose.text(page))
                .results()
                .map(found -> found.group(1));
    }

    private static Map<String, Class<?>> commands() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Command.class));
        return scanner.findCandidateComponents(SlipwayApplication.class.getPackageName()).stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .filter(type -> type != Client.class)
                .collect(Collectors.toMap(
                        type -> type.getAnnotation(Command.class).name(), type -> type));
    }

    /** Return the options of a command with those of its mixins and of the commands that are its methods. */
    private static List<String> options(@Nullable Class<?> command) {
        var type = Objects.requireNonNull(command);
        var methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Command.class))
                .flatMap(method -> Stream.of(method.getParameters()))
                .flatMap(parameter -> options(parameter, parameter.getType()));
        return Stream.concat(
                        Stream.of(type.getDeclaredFields()).flatMap(field -> options(field, field.getType())), methods)
                .toList();
    }

    private static Stream<String> options(AnnotatedElement place, Class<?> type) {
        var option = place.getAnnotation(Option.class);
        if (option != null) {
            return Stream.of(option.names());
        }
        return place.isAnnotationPresent(Mixin.class) || place.isAnnotationPresent(ArgGroup.class)
                ? options(type).stream()
                : Stream.of();
    }

    private static List<String> codes() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/io/slipway/check"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** Return the anchors that GitHub makes of a page's headings. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(Compose.text(page))
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String block(Path page, String language) {
        return Pattern.compile("(?s)```" + language + "\n(.+?)```")
                .matcher(Compose.text(page))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
