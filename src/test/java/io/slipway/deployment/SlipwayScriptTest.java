package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./slipway} finds on a machine, and what it says where there is nothing to be found. */
class SlipwayScriptTest {

    private static final String NO_JDK = """
            There is no JDK 21 or newer on this machine.
            Install one, or set SLIPWAY_JAVA_HOME to where it is.
            """;
    private static final String NO_MAVEN = """
            There is no Maven on this machine, which builds Slipway.
            Install Maven 3.8 or newer, so that 'mvn' is found.
            """;

    @TempDir
    Path folder;

    private ScriptMachine machine;

    @BeforeEach
    void prepare() throws IOException {
        folder = folder.toRealPath();
        machine = ScriptMachine.in(folder);
        machine.file("slipway/target/slipway.jar", "");
    }

    @Test
    void saysWhenThereIsNoJdk() throws IOException {
        machine.runs("status").endsWith(1, NO_JDK);
    }

    @Test
    void passesOverJdksThatAreTooOld() throws IOException {
        machine.variable("SLIPWAY_JAVA_HOME", machine.jdk("mine", "17.0.15"));
        machine.variable("JAVA_HOME", machine.jdk("usual", "1.8.0_392"));
        machine.onPath("java", machine.jdk("usr/lib/jvm/java-20", "20.0.2").resolve("bin/java"));

        machine.runs("status").endsWith(1, NO_JDK);
    }

    @Test
    void passesOverFoldersThatHoldNoJdk() throws IOException {
        machine.variable("SLIPWAY_JAVA_HOME", folder.resolve("nothing"));
        machine.variable("JAVA_HOME", folder);

        machine.runs("status").endsWith(1, NO_JDK);
    }

    @Test
    void prefersTheJdkThatIsNamedForSlipwayThenJavaHomeThenThePath() throws IOException {
        var installed = machine.jdk("usr/lib/jvm/java-21", "21.0.9");
        machine.runs("status").startsWith(installed.resolve("bin/java"));

        var ofPath = machine.jdk("home of path", "22");
        machine.onPath("java", ofPath.resolve("bin/java"));
        machine.runs("status").startsWith(ofPath.resolve("bin/java"));

        var usual = machine.jdk("usual", "25-ea");
        machine.variable("JAVA_HOME", usual);
        machine.runs("status").startsWith(usual.resolve("bin/java"));

        var mine = machine.jdk("mine", "21");
        machine.variable("SLIPWAY_JAVA_HOME", mine);
        machine.runs("status").startsWith(mine.resolve("bin/java"));
    }

    @Test
    void followsTheLinksFromThePathToTheJdk() throws IOException {
        var jdk = machine.jdk("jdk", "21.0.9");
        Files.createSymbolicLink(folder.resolve("absolute"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("absolute"));
        machine.onPath("java", folder.resolve("relative"));

        machine.runs("status").startsWith(jdk.resolve("bin/java"));
    }

    @Test
    void asksAJdkThatHasNoReleaseFile() throws IOException {
        var old = machine.jdkWithoutReleaseFile("opt/jdk-17", "17.0.15");
        machine.variable("JAVA_HOME", old);
        var young = machine.jdkWithoutReleaseFile("opt/jdk-25", "25.0.1");

        machine.runs("status").startsWith(young.resolve("bin/java"));
    }

    @Test
    void readsMavensToolchains() throws IOException {
        var jdk = machine.jdk("somewhere", "21.0.9");
        machine.file("home/.m2/toolchains.xml", "<jdkHome>%s</jdkHome>".formatted(jdk));

        machine.runs("status").startsWith(jdk.resolve("bin/java"));
    }

    @Test
    void runsTheServerAndTheClientFromTheJar() throws IOException {
        var java = machine.jdk("usr/lib/jvm/java-21", "21.0.9").resolve("bin/java");
        var jar = folder.resolve("slipway/target/slipway.jar");

        machine.runs("server", "--server.port=1")
                .endsWith(0, "%s -jar %s server --server.port=1\n".formatted(java, jar));
        machine.runs("status", "projects/shop/issues/1")
                .endsWith(
                        0,
                        "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar %s status projects/shop/issues/1\n"
                                .formatted(java, jar));
    }

    @Test
    void saysWhenThereIsNoMavenToBuildWith() throws IOException {
        machine.jdk("usr/lib/jvm/java-21", "21.0.9");

        machine.runs("demo", "--exit").endsWith(1, NO_MAVEN);

        Files.delete(folder.resolve("slipway/target/slipway.jar"));
        machine.runs("status").endsWith(1, NO_MAVEN);
    }

    @Test
    void buildsOnlyWhenASourceIsNewerThanTheJar() throws IOException {
        machine.jdk("usr/lib/jvm/java-21", "21.0.9");
        machine.maven("echo \"mvn $*\"");
        var source = machine.file("slipway/src/main/java/Some.java", "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        assertThat(machine.runs("status").output()).doesNotContain("mvn");

        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));

        assertThat(machine.runs("status").output())
                .startsWith("Building Slipway; this is done once.\nmvn -q -B -Dmaven.test.skip=true package\n")
                .contains("bin/java");
    }

    @Test
    void doesNotRunWhatItCouldNotBuild() throws IOException {
        machine.jdk("usr/lib/jvm/java-21", "21.0.9");
        machine.maven("echo 'does not compile'; exit 1");
        Files.delete(folder.resolve("slipway/target/slipway.jar"));

        machine.runs("status").endsWith(1, "Building Slipway; this is done once.\ndoes not compile\n");
    }

    @Test
    void becomesMavenForTheDemo() throws IOException {
        machine.jdk("usr/lib/jvm/java-21", "21.0.9");
        machine.maven("""
                [ "$SLIPWAY_LAUNCHER" = $$ ] && echo "launched by itself"
                pwd; for argument; do echo "$argument"; done; exit 7""");

        var demo = machine.runs("demo", "--exit", "--fresh");

        assertThat(demo.exitCode()).isEqualTo(7);
        assertThat(demo.output().lines())
                .startsWith("launched by itself", folder.resolve("slipway").toString())
                .contains(
                        "spring-boot:test-run",
                        "-Dspring-boot.run.main-class=io.slipway.demo.Demo",
                        "-Dspring-boot.run.arguments=--exit --fresh");
    }
}
