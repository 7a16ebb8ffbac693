package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.configuration.ConfigurationReader;
import io.slipway.notification.sending.MailSettings;
import io.slipway.process.CamundaSettings;
import io.slipway.project.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseProperties;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

class ComposeTest {

    private final JsonNode compose = Compose.yaml(Compose.FILE);

    @Test
    void documentsEachVariableAndNoOther() {
        assertThat(Compose.variables(Compose.FILE))
                .containsExactlyInAnyOrderElementsOf(Compose.example().keySet());
    }

    @Test
    void hasNoPasswordInTheExample() {
        Compose.example()
                .forEach((name, value) -> assertThat(value)
                        .as(name)
                        .satisfies(it -> assertThat(name.matches(".*(PASSWORD|TOKEN|KEY)") && !it.isEmpty())
                                .isFalse()));
    }

    @Test
    void bindsToTheServersSettings() throws IOException, ClassNotFoundException {
        var binder = binder();

        var camunda = binder.bind("slipway.camunda", CamundaSettings.class).get();
        assertThat(camunda.grpcAddress()).isEqualTo(URI.create("http://camunda:26500"));
        assertThat(camunda.restAddress()).isEqualTo(URI.create("http://camunda:8080"));
        assertThat(camunda.username()).isEqualTo("slipway");
        assertThat(camunda.password()).isNotBlank();
        assertThat(camunda.zones()).containsExactly("default");
        assertThat(camunda.workers()).isEqualTo(16);

        var access = binder.bind("slipway", Bindable.of(Class.forName("io.slipway.access.AccessSettings")))
                .get();
        assertThat(access).hasToString("AccessSettings[administratorToken=…]");

        var database =
                binder.bind("spring.datasource", DataSourceProperties.class).get();
        assertThat(database.getUrl()).isEqualTo("jdbc:postgresql://postgres:5432/slipway");
        assertThat(database.getUsername()).isEqualTo("slipway");
        assertThat(database.getPassword()).startsWith("slipway_database_password");

        var owner = binder.bind("spring.liquibase", LiquibaseProperties.class).get();
        assertThat(owner.getUser()).isEqualTo("slipway_owner");
        assertThat(owner.getPassword()).startsWith("slipway_database_owner_password");
    }

    @Test
    void sendsNoMailUntilAServerIsNamed() throws IOException {
        assertThat(binder().bind("slipway.mail", MailSettings.class).get()).hasToString("MailSettings[:587]");
    }

    @Test
    void publishesOnLoopbackOnly() {
        var published = new ArrayList<String>();
        compose.at("/services")
                .forEach(service ->
                        service.path("ports").forEach(port -> published.add(Compose.resolved(port.asString()))));

        assertThat(published).containsExactlyInAnyOrder("127.0.0.1:8080:8080", "127.0.0.1:8090:8090");
    }

    @Test
    void probesEachService() {
        assertThat(compose.at("/services").properties())
                .hasSize(3)
                .allSatisfy(service -> assertThat(
                                service.getValue().at("/healthcheck/test").isArray())
                        .as(service.getKey())
                        .isTrue());
    }

    @Test
    void mountsFilesThatAreThere() {
        var mounted = new ArrayList<Path>();
        compose.at("/services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    if (volume.asString().startsWith("./")) {
                        mounted.add(Path.of(volume.asString().split(":")[0]));
                    }
                }));

        assertThat(mounted).hasSize(2).allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void givesEachServiceWhatItsFilesAsFor() {
        assertThat(Compose.environment("camunda").keySet()).containsAll(Compose.variables(Compose.CAMUNDA));
        assertThat(Compose.environment("postgres").keySet())
                .containsAll(found(Compose.ROLES, "\\\\getenv \\w+ (\\w+)").toList());
    }

    @Test
    void demandsALoginAndAuthorizationsOfCamundasApi() {
        var security = Compose.yaml(Compose.CAMUNDA).at("/camunda/security");

        assertThat(security.at("/authentication/method").asString()).isEqualTo("basic");
        assertThat(security.at("/authentication/unprotected-api").asBoolean(true))
                .isFalse();
        assertThat(security.at("/authorizations/enabled").asBoolean(false)).isTrue();
    }

    @Test
    void hasACamundaGroupForEachRole() {
        var initial = Compose.yaml(Compose.CAMUNDA).at("/camunda/security/initialization");
        var groups = names(initial.at("/groups"), "groupId");

        assertThat(groups)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("developers"),
                                Stream.of(Role.values()).map(role -> "shop-" + role.label() + "s"))
                        .toList());
        assertThat(names(initial.at("/default-roles/task-worker/groups"))).isEqualTo(groups);
        initial.at("/groups")
                .forEach(group ->
                        assertThat(names(initial.at("/users"), "username")).containsAll(names(group.path("users"))));
        var granted = new TreeSet<String>();
        initial.at("/authorizations")
                .forEach(it -> granted.add(it.path("ownerId").asString()));
        assertThat(granted).containsAll(groups);
    }

    @Test
    void letsSlipwayReadWhoCompletedATask() {
        assertThat(permissions("AUDIT_LOG")).containsExactly("READ");
        assertThat(permissions("PROCESS_DEFINITION")).contains("UPDATE_PROCESS_INSTANCE", "READ_USER_TASK");
        assertThat(permissions("RESOURCE")).contains("CREATE");
        assertThat(permissions("MESSAGE")).containsExactly("CREATE");
        assertThat(permissions("DECISION_DEFINITION")).contains("CREATE_DECISION_INSTANCE");
    }

    @Test
    void packsTheJarThatTheBuildLeaves() {
        var jar = "target/"
                + found(Path.of("pom.xml"), "<finalName>(.+)</finalName>")
                        .findFirst()
                        .orElseThrow() + ".jar";
        var image = Compose.text(Path.of("Dockerfile"));

        assertThat(image).contains("COPY " + jar + " ").contains("\nUSER slipway\n");
        assertThat(found(Path.of("Dockerfile"), "COPY (?:--\\S+ )?(.+) \\S+").flatMap(it -> Stream.of(it.split(" "))))
                .allSatisfy(source -> assertThat(source.equals(jar) || Files.isRegularFile(Path.of(source)))
                        .as(source)
                        .isTrue());
    }

    @Test
    void startsTheSmokeFromAConfigurationThatIsRead() {
        var configuration = new ConfigurationReader().read(Compose.text(Path.of("src/docker/smoke/slipway.yaml")));

        assertThat(Objects.requireNonNull(configuration.databases())).hasSize(1);
    }

    private static Binder binder() throws IOException {
        var environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        List.copyOf(sources.stream().map(PropertySource::getName).toList()).forEach(sources::remove);
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Compose.environment("slipway")));
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(sources::addLast);
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment);
    }

    private static Set<String> permissions(String resource) {
        var permissions = new TreeSet<String>();
        Compose.yaml(Compose.CAMUNDA)
                .at("/camunda/security/initialization/authorizations")
                .forEach(it -> {
                    if (it.path("ownerId").asString().equals("slipway")
                            && it.path("resourceType").asString().equals(resource)) {
                        permissions.addAll(names(it.path("permissions")));
                    }
                });
        return permissions;
    }

    private static Set<String> names(JsonNode list) {
        var names = new TreeSet<String>();
        list.forEach(item -> names.add(item.asString()));
        return names;
    }

    private static Set<String> names(JsonNode list, String field) {
        var names = new TreeSet<String>();
        list.forEach(item -> names.add(item.path(field).asString()));
        return names;
    }

    private static Stream<String> found(Path file, String expression) {
        return Pattern.compile(expression)
                .matcher(Compose.text(file))
                .results()
                .map(found -> found.group(1))
                .toList()
                .stream();
    }
}
