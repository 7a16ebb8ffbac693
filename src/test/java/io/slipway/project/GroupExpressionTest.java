package io.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.RejectedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupExpressionTest {

    private static final TargetRef TARGET = target(Map.of("region", "eu", "size", "12", "team-name", "red"));

    private static TargetRef target(Map<String, String> labels) {
        return new TargetRef(
                new Database(1, 1, 1, "orders_eu", null, labels, null, List.of(), Map.of(), List.of()),
                ProjectFixtures.instance("prod-1", 1),
                ProjectFixtures.environment("prod", 3, Tier.PRODUCTION),
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "labels.region = \"eu\"",
                "environment = \"prod\" and instance = \"prod-1\"",
                "starts with(name, \"orders_\")",
                "matches(name, \"^orders_(eu|us)$\")",
                "labels.`team-name` = \"red\"",
                "number(labels.size) > 10",
                "labels.region in (\"eu\", \"us\")",
                "not(labels.region = \"us\")"
            })
    void matches(String expression) {
        assertThat(GroupExpression.of(expression).matches(TARGET)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "false",
                "null",
                "\"true\"",
                "labels.tenant = \"a\"",
                "labels.tenant.deeper = \"a\"",
                "labels.tenant > 3",
                "starts with(labels.tenant, \"a\")",
                "labels.region = 5",
                "environment = \"dev\""
            })
    void doesNotMatch(String expression) {
        assertThat(GroupExpression.of(expression).matches(TARGET)).isFalse();
    }

    @Test
    void refusesWhatIsNotFeelWithItsMessage() {
        assertThatThrownBy(() -> GroupExpression.of("labels.region = = \"eu\""))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("The expression 'labels.region = = \"eu\"' is no valid FEEL: ")
                .hasMessageContaining("failed to parse expression");
    }

    @Test
    void refusesANameThatItDoesNotHave() {
        assertThatThrownBy(() -> GroupExpression.of("env = \"dev\""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("No variable found with name 'env'");
    }
}
