package io.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetRefTest {

    private static final Environment PROD = ProjectFixtures.environment("prod", 3, Tier.PRODUCTION);
    private static final Instance SERVER = ProjectFixtures.instance("prod-1", 1);

    private static TargetRef target(
            Instance instance, @Nullable String runAs, List<String> searchPath, Map<String, String> variables) {
        var database =
                new Database(1, 1, 1, "orders", null, Map.of("any", "label"), runAs, searchPath, variables, List.of());
        return new TargetRef(database, instance, PROD, null);
    }

    private static Instance movedTo(String url, @Nullable String directUrl) {
        return new Instance(
                SERVER.id(),
                SERVER.name(),
                SERVER.engine(),
                SERVER.environment(),
                SERVER.zone(),
                url,
                directUrl,
                SERVER.reader(),
                SERVER.migrator(),
                SERVER.scratch());
    }

    @Test
    void hasAnAddressThatChangesWithAllThatDecidesWhereAndHowSqlRuns() {
        var plain = target(SERVER, null, List.of(), Map.of());
        var others = Stream.of(
                target(movedTo("jdbc:postgresql://elsewhere/", null), null, List.of(), Map.of()),
                target(movedTo(SERVER.url(), "jdbc:postgresql://direct/"), null, List.of(), Map.of()),
                target(SERVER, "owner", List.of(), Map.of()),
                target(SERVER, "", List.of(), Map.of()),
                target(SERVER, null, List.of("a", "b"), Map.of()),
                target(SERVER, null, List.of("b", "a"), Map.of()),
                target(SERVER, null, List.of("a"), Map.of()),
                target(SERVER, null, List.of(), Map.of("a", "b")),
                target(SERVER, null, List.of(), Map.of("ab", "")),
                new TargetRef(plain.database(), SERVER, PROD, "tenant"),
                new TargetRef(plain.database(), SERVER, ProjectFixtures.environment("dev", 3, Tier.DEVELOPMENT), null));

        assertThat(Stream.concat(Stream.of(plain), others).map(TargetRef::address))
                .doesNotHaveDuplicates()
                .allMatch(address -> address.matches("[0-9a-f]{64}"));
    }

    @Test
    void keepsItsAddressWhateverTheOrderOfVariables() {
        var variables = Map.of("a", "1", "b", "2", "c", "3");
        var same = Map.of("c", "3", "b", "2", "a", "1");

        assertThat(target(SERVER, null, List.of(), variables).address())
                .isEqualTo(target(SERVER, null, List.of(), same).address());
    }
}
