package io.slipway.check;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.sql.SqlParser;
import io.slipway.target.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Files, targets and revisions to check, and a checker with every rule that the application has. */
public final class CheckFixtures {

    public static final String TRACK = "shop";

    private CheckFixtures() {}

    /** Start a context with this module and what it uses, as the application finds them. */
    public static AnnotationConfigApplicationContext context(Clock clock, Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(SqlParser.class);
        context.scan("io.slipway.check");
        context.refresh();
        return context;
    }

    public static FileToCheck file(String path, String sql) {
        return FileToCheck.of(TRACK, path, sha256(sql), sql);
    }

    public static AppliedRevision applied(String version, String path, String sql) {
        return new AppliedRevision(TRACK, version, RevisionKind.VERSIONED, path, sha256(sql), sql);
    }

    public static AppliedRevision baseline(String version) {
        return new AppliedRevision(TRACK, version, RevisionKind.BASELINE, null, null, null);
    }

    public static AppliedRevision marked(String version, String path, String sql) {
        return new AppliedRevision(TRACK, version, RevisionKind.MARKED, path, sha256(sql), null);
    }

    public static TargetToCheck target(String name, AppliedRevision... applied) {
        return new TargetToCheck(name, "prod", "db.example.com:5432", List.of(), Map.of(), List.of(applied));
    }

    public static CheckRequest request(
            @Nullable ScratchServer scratch, List<FileToCheck> files, TargetToCheck... targets) {
        return new CheckRequest(files, List.of(targets), scratch);
    }

    /** Return the shared test server as a scratch server. */
    public static ScratchServer scratch(EmbeddedPostgres postgres) {
        return new ScratchServer(postgres.url("postgres"), superuser(postgres));
    }

    private static Credential superuser(EmbeddedPostgres postgres) {
        try {
            var secret = Files.createTempFile("scratch", ".secret");
            secret.toFile().deleteOnExit();
            Files.writeString(secret, postgres.password());
            return new Credential(postgres.superuser(), "file:" + secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
