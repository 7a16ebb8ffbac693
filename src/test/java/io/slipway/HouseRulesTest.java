package io.slipway;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.failure.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

class HouseRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/io/slipway/sql/wasm/"))
            .importPackages("io.slipway");
    private static final Path SOURCES = Path.of("src");
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 40;
    private static final int LONGEST_TEST = 60;
    private static final int MOST_TYPES = 20;
    private static final int MOST_PARAMETERS = 7;

    @Test
    void callsTheEngineInNoTransaction() {
        noClasses()
                .that()
                .resideInAPackage("io.slipway.process..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.transaction.annotation..")
                .check(MAIN);
    }

    @Test
    void letsOnlyTheProcessModuleKnowCamunda() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.slipway.process..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camunda..")
                .check(MAIN);
    }

    @Test
    void letsOnlyTheApiAndTheWebPagesKnowSpringMvc() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.slipway.api..", "io.slipway.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web.bind..", "org.springframework.web.servlet..", "jakarta.servlet..")
                .check(MAIN);
    }

    @Test
    void letsOnlyTargetMigrateBackupAndTheSimulationTouchTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.slipway.target..",
                        "io.slipway.migrate..",
                        "io.slipway.backup..",
                        "io.slipway.mariadb..",
                        "io.slipway.check.simulation..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Connection.class, Statement.class, PreparedStatement.class, DriverManager.class, Driver.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sql", "org.postgresql..", "org.mariadb..", "com.zaxxer..")
                .check(MAIN);
    }

    @Test
    void takesTheTimeFromAClockOnly() {
        for (var type : List.of(
                Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)) {
            noClasses().should(callMethod(type, "now")).check(MAIN);
        }
        noClasses().should(callMethod(System.class, "currentTimeMillis")).check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SlipwayApplication.class.getName())
                .should(callMethod(Clock.class, "systemUTC"))
                .check(MAIN);
    }

    @Test
    void namesClassesByTheirRole() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameEndingWith("Info")
                .orShould()
                .haveSimpleNameEndingWith("Data")
                .check(MAIN);
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .resideOutsideOfPackage("io.slipway.sql.parser..")
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(MAIN);
    }

    @Test
    void raisesOnlyFailuresThatAPersonCanActOn() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .resideOutsideOfPackage("io.slipway.sql.parser..")
                .should()
                .beAssignableTo(SlipwayException.class)
                .check(MAIN);
    }

    @Test
    void injectsByConstructorOnly() {
        fields().should()
                .notBeAnnotatedWith(Autowired.class)
                .andShould()
                .notBeAnnotatedWith(Value.class)
                .check(MAIN);
    }

    @Test
    void printsOnlyInTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.slipway.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void keepsPackagesSmall() {
        Map<String, Long> sizes = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void keepsParameterListsShort() {
        var tooLong = MAIN.stream()
                .filter(type -> !type.isRecord())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> unit.getRawParameterTypes().size() > MOST_PARAMETERS)
                .map(unit -> unit.getFullName())
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void keepsFilesShort() throws IOException {
        for (var file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void keepsMethodsShort() throws IOException {
        var tooLong = new ArrayList<String>();
        for (var file : sources()) {
            var limit = file.startsWith("src/test") ? LONGEST_TEST : LONGEST_METHOD;
            Methods.in(Files.readAllLines(file)).stream()
                    .filter(method -> method.lines() > limit)
                    .forEach(method -> tooLong.add("%s:%d (%d lines)".formatted(file, method.start(), method.lines())));
        }

        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** A method in formatted source text, found by its indentation: one step deeper than the type around it. */
    private record Methods(int start, int lines) {

        private static final Pattern START = Pattern.compile("^( +)(?![@}/*]|return|throw|[A-Z_]+\\()[^=\"]*[{(]$");
        private static final Pattern TYPE =
                Pattern.compile("^( *)(?:[a-z-]+ )*(?:class|record|interface|enum|@interface) .*");
        private static final int STEP = 4;

        static List<Methods> in(List<String> lines) {
            var methods = new ArrayList<Methods>();
            for (var index = 0; index < lines.size(); index++) {
                var start = START.matcher(lines.get(index));
                if (start.matches()
                        && !TYPE.matcher(lines.get(index)).matches()
                        && isMember(lines, index, start.group(1))) {
                    var end = lines.subList(index, lines.size()).indexOf(start.group(1) + "}");
                    methods.add(new Methods(index + 1, end + 1));
                }
            }
            return methods;
        }

        private static boolean isMember(List<String> lines, int index, String indentation) {
            for (var above = index - 1; above >= 0; above--) {
                var line = lines.get(above);
                if (!line.isBlank() && !line.startsWith(indentation)) {
                    var type = TYPE.matcher(line);
                    return type.matches() && type.group(1).length() + STEP == indentation.length();
                }
            }
            return false;
        }
    }

    @Test
    void seesAMethodWhoseHeadIsWrapped() {
        var methods = Methods.in(List.of(
                "public record Point(",
                "        int x,",
                "        int y) {",
                "",
                "    void move(",
                "            int by) {",
                "        if (by > 0) {",
                "            x();",
                "        }",
                "    }",
                "}"));

        assertThat(methods).containsExactly(new Methods(5, 6));
    }
}
