package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The reference in the documentation is what the API says of itself; {@code -Dgolden.write=true} writes it anew. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class ApiReferenceTest {

    private static final Path PAGE = Path.of("src/docs/api.md");
    private static final String GENERATED =
            "<!-- From here on written from /v1/openapi: mvn test -Dgolden.write=true -Dtest=ApiReferenceTest -->\n";

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    private JsonNode described() {
        scenario.configured();
        return api.get("/v1/openapi", scenario.tokenOf("ci")).body();
    }

    @Test
    void isWhatTheApiSaysOfItself() throws IOException {
        var reference = new ApiReference(described()).markdown();
        var page = Files.readString(PAGE);
        assertThat(page).contains(GENERATED);
        var before = page.substring(0, page.indexOf(GENERATED) + GENERATED.length());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, before + reference);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(before + reference);
    }

    @Test
    void saysOfEachOperationWhatItDoesWhoMayAndWhereItsVariablesAre() {
        var described = described();

        assertThat(described.at("/security")).hasSize(2);
        described
                .at("/paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(operation -> {
                    var said = operation.getValue();
                    var name = operation.getKey() + " " + path.getKey();
                    assertThat(said.at("/summary").asString("")).as(name).endsWith(".");
                    assertThat(said.at("/responses/default/content").has("application/problem+json"))
                            .as(name)
                            .isTrue();
                    assertThat(said.at("/parameters")
                                    .valueStream()
                                    .filter(it -> it.at("/in").asString().equals("path"))
                                    .map(it -> "{" + it.at("/name").asString() + "}"))
                            .as(name)
                            .allSatisfy(variable -> assertThat(path.getKey()).contains(variable))
                            .hasSize(path.getKey().split("\\{", -1).length - 1);
                }));
    }
}
