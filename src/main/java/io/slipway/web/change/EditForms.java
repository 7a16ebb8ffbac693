package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.change.ChangeEdit;
import io.slipway.plan.Planner;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.MigrationKind;
import io.slipway.release.ReleaseDraft;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** The form in which a change's files are edited, as it is and as it was submitted. */
@Component
class EditForms {

    /** What a browser sends of a form is limited, and so is what one edits by hand. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int MOST_FILES = 200;

    private final Planner planner;
    private final MigrationFiles files;

    EditForms(Planner planner, MigrationFiles files) {
        this.planner = planner;
        this.files = files;
    }

    /** A file and its text as edited. */
    record Field(MigrationFile file, String text) {

        public String name() {
            return "file-" + file.id();
        }

        /** A browser drops a line break that comes first. */
        public String shown() {
            return "\n" + text;
        }

        boolean isEdited() {
            return !text.equals(file.statement());
        }

        /** A browser ends lines in its own way: what differs in nothing else is not edited, and line ends stay as they were. */
        Field with(String submitted) {
            String plain = submitted.replace("\r\n", "\n");
            boolean carriageReturns = file.statement().contains("\r\n");
            return plain.equals(file.statement().replace("\r\n", "\n"))
                    ? new Field(file, file.statement())
                    : new Field(file, carriageReturns ? plain.replace("\n", "\r\n") : plain);
        }
    }

    /**
     * The form.
     *
     * @param tooLarge whether there is more than can be edited here
     */
    record Form(List<Field> fields, boolean tooLarge, String release) {

        public boolean oneOff() {
            return fields.size() == 1 && fields.getFirst().file().kind() == MigrationKind.ONE_OFF;
        }

        Form with(MultiValueMap<String, String> submitted) {
            var named = submitted.getFirst("release");
            return new Form(
                    fields.stream()
                            .map(field -> {
                                var text = submitted.getFirst(field.name());
                                return text == null ? field : field.with(text);
                            })
                            .toList(),
                    tooLarge,
                    named == null ? "" : named.strip());
        }

        ChangeEdit edit() {
            if (oneOff()) {
                return ChangeEdit.sql(fields.getFirst().text());
            }
            return new ChangeEdit(
                    "",
                    release,
                    fields.stream()
                            .filter(Field::isEdited)
                            .map(field -> new ReleaseDraft.File(field.file().path(), field.text()))
                            .toList());
        }
    }

    Form of(Changes.Change change) {
        var all = planner.releases(change.issue().plan()).stream()
                .flatMap(release -> files.of(release.id()).stream())
                .toList();
        boolean tooLarge = all.size() > MOST_FILES
                || all.stream().mapToInt(file -> file.statement().length()).sum() > MOST_CHARACTERS;
        return new Form(
                tooLarge
                        ? List.of()
                        : all.stream()
                                .map(file -> new Field(file, file.statement()))
                                .toList(),
                tooLarge,
                "");
    }
}
