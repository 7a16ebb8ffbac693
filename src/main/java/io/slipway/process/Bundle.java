package io.slipway.process;

import io.slipway.release.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The models that Slipway brings, in a fixed order, and the digest of them all. */
record Bundle(List<Model> models, String digest) {

    /** A process, a decision table or a form; its id is the name of its file. */
    record Model(String file, String text) {

        String id() {
            return file.substring(0, file.lastIndexOf('.'));
        }

        boolean isProcess() {
            return file.endsWith(".bpmn");
        }

        /** Forms are bound to the deployment of the process that shows them: a form alone changes nothing. */
        boolean isForm() {
            return file.endsWith(".form");
        }

        boolean hasText(String other) {
            return text.strip().equals(other.strip());
        }
    }

    static Bundle read() {
        try {
            var models = Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:models/*"))
                    .map(resource -> {
                        try {
                            return new Model(
                                    java.util.Objects.requireNonNull(resource.getFilename()),
                                    resource.getContentAsString(StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sorted(Comparator.comparing(Model::file))
                    .toList();
            return new Bundle(models, digest(models));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the processes and the decision tables. */
    List<Model> executable() {
        return models.stream().filter(model -> !model.isForm()).toList();
    }

    private static String digest(List<Model> models) {
        var all = new StringBuilder();
        models.forEach(model -> all.append(model.file())
                .append('\n')
                .append(Digest.of(model.text()))
                .append('\n'));
        return Digest.of(all.toString());
    }
}
