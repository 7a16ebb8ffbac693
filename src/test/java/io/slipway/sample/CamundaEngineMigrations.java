package io.slipway.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;

/**
 * Migrations that nobody here wrote: those of the published product Camunda 7, read out of its artifact.
 *
 * <p>The longest chain of them that psql accepts from an empty database: the artifact creates version 7.16 and upgrades it, step by step, to
 * 7.24. Its older upgrade scripts start from versions that it does not create.
 */
public final class CamundaEngineMigrations {

    private static final String FOLDER = "org/camunda/bpm/engine/db/liquibase/";
    private static final List<String> CREATED = List.of(
            "engine", "identity", "history", "case.engine", "case.history", "decision.engine", "decision.history");
    private static final int OLDEST = 16;
    private static final int NEWEST = 24;

    private CamundaEngineMigrations() {}

    /** Return the text of each script by its path, in order. */
    public static Map<String, String> files() {
        var paths = new ArrayList<String>();
        CREATED.forEach(part -> paths.add(FOLDER + "baseline/liquibase.postgres.create.%s.sql".formatted(part)));
        IntStream.range(OLDEST, NEWEST)
                .mapToObj(minor -> FOLDER + "upgrade/postgres_engine_7.%d_to_7.%d.sql".formatted(minor, minor + 1))
                .forEach(paths::add);
        try (var jars = Files.newDirectoryStream(Path.of("target", "published-migrations"), "camunda-engine-*.jar");
                var zip = new ZipFile(jars.iterator().next().toFile())) {
            var files = new LinkedHashMap<String, String>();
            for (var path : paths) {
                try (var in = zip.getInputStream(Objects.requireNonNull(zip.getEntry(path), path))) {
                    files.put(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
