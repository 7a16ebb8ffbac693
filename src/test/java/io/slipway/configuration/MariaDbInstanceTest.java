package io.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an instance of MariaDB may be configured with. */
class MariaDbInstanceTest {

    private static final String YAML = """
            environments: [{name: dev, tier: development}]
            projects: [{name: shop}]
            instances:
              - name: maria
                engine: MARIADB
                environment: dev
                url: URL
                reader: {username: r, password: 'env:R'}
                migrator: {username: m, password: 'env:M'}
            databases: [{name: d, instance: maria, project: shop}]
            """;

    @Test
    void takesAUrlOfItsOwnKind() {
        assertThat(problems("jdbc:mariadb://db.example.com:3306/")).isEmpty();
        assertThat(problems("jdbc:mysql://db.example.com/?sslMode=verify-full")).isEmpty();
        assertThat(problems("jdbc:postgresql://db.example.com/"))
                .singleElement()
                .asString()
                .contains("jdbc:mariadb://");
        assertThat(problems("jdbc:mariadb://one,two/"))
                .singleElement()
                .asString()
                .contains("jdbc:mariadb://");
        assertThat(problems("jdbc:mariadb://db/?password=secret"))
                .singleElement()
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void refusesWhatOnlyPostgreSqlKnows() {
        var url = "jdbc:mariadb://db/";

        assertThat(problems(url, "project: shop}", "project: shop, runAs: x}"))
                .singleElement()
                .asString()
                .contains("'runAs'");
        assertThat(problems(url, "project: shop}", "project: shop, schemas: [x]}"))
                .hasSize(1);
        assertThat(problems(
                        url,
                        "password: 'env:M'}",
                        "password: 'env:M'}\n    scratch: {url: '%s', username: s, password: 'env:S'}".formatted(url)))
                .singleElement()
                .asString()
                .contains("nothing is simulated on MariaDB");
        assertThat(problems("jdbc:postgresql://db/", "    engine: MARIADB\n", ""))
                .isEmpty();
    }

    private static List<String> problems(String url) {
        return problems(url, "", "");
    }

    private static List<String> problems(String url, String part, String other) {
        var yaml = YAML.replace("URL", url).replace(part.isEmpty() ? url : part, part.isEmpty() ? url : other);
        var wanted = new ConfigurationReader().read(yaml);
        return ConfigurationCheck.problems(new ConfigurationReader().read("projects: []"), wanted, false);
    }
}
