package io.slipway.project;

import io.slipway.failure.RejectedException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds the targets that names, short names and groups stand for. */
@Service
public class Targets {

    private static final Comparator<TargetRef> ORDER = Comparator.comparingInt(
                    (TargetRef target) -> target.environment().position())
            .thenComparing(target -> target.instance().name())
            .thenComparing(target -> target.database().name())
            .thenComparing(target -> target.schema() == null ? "" : target.schema());

    private final Databases databases;
    private final Instances instances;
    private final Environments environments;
    private final DatabaseGroups groups;

    Targets(Databases databases, Instances instances, Environments environments, DatabaseGroups groups) {
        this.databases = databases;
        this.instances = instances;
        this.environments = environments;
        this.groups = groups;
    }

    /** Return all targets of the project, in the order in which changes travel. */
    public List<TargetRef> of(Project project) {
        return located(databases.ofProject(project.id())).toList();
    }

    /** Return the targets in a database: itself, or each of its schemas that is one. */
    public List<TargetRef> in(Database database) {
        return located(List.of(database)).toList();
    }

    /** Return the target with this database and schema as it is configured now, if it still is one. */
    public Optional<TargetRef> byId(long database, @Nullable String schema) {
        return located(databases.findById(database).stream().toList())
                .filter(target -> Objects.equals(target.schema(), schema))
                .findFirst();
    }

    /**
     * Return the targets that the names stand for, each once, in the order in which changes travel.
     *
     * @param names resource names, {@code instance/database[/schema]}, or groups of the project
     */
    public List<TargetRef> resolve(Project project, List<String> names) {
        if (names.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "targets-missing",
                    "No target is named.",
                    "Name databases as 'instance/database', or a database group of the project.");
        }
        var all = of(project);
        var found = new LinkedHashSet<TargetRef>();
        for (var name : names) {
            found.addAll(named(project, all, TargetName.of(name)));
        }
        return found.stream().sorted(ORDER).toList();
    }

    /** Return the targets that the group stands for now; empty if nothing matches. */
    public List<TargetRef> members(Project project, DatabaseGroup group) {
        return members(group, of(project));
    }

    /** Refuse a group whose lists name what is no target of the project. */
    public void requireListed(Project project, DatabaseGroup group) {
        var all = of(project);
        for (var text : concat(group.included(), group.excluded())) {
            var name = TargetName.of(text);
            if (all.stream().noneMatch(name::matches)) {
                throw UnknownTarget.of(project, name.written(), all);
            }
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private List<TargetRef> named(Project project, List<TargetRef> all, TargetName name) {
        return switch (name) {
            case TargetName.OfGroup group -> ofGroup(project, all, group);
            case TargetName.OfTarget target -> {
                var matching = all.stream().filter(target::matches).toList();
                if (matching.isEmpty()) {
                    throw UnknownTarget.of(project, target.written(), all);
                }
                yield matching;
            }
        };
    }

    private List<TargetRef> ofGroup(Project project, List<TargetRef> all, TargetName.OfGroup name) {
        var group = Optional.of(name)
                .filter(it -> it.project() == null || it.project().equals(project.name()))
                .flatMap(it -> groups.byName(project.id(), it.group()))
                .orElseThrow(() -> UnknownTarget.ofGroup(project, name.written(), groups.ofProject(project.id()), all));
        var members = members(group, all);
        if (members.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "empty-group",
                    "Database group '%s' of project '%s' matches no database.".formatted(group.name(), project.name()),
                    "Correct the group's expression or its include list, or name the databases.");
        }
        return members;
    }

    private static List<TargetRef> members(DatabaseGroup group, List<TargetRef> all) {
        var expression = GroupExpression.of(group.expression());
        var included = group.included().stream().map(TargetName::of).toList();
        var excluded = group.excluded().stream().map(TargetName::of).toList();
        return all.stream()
                .filter(target ->
                        included.stream().anyMatch(name -> name.matches(target)) || expression.matches(target))
                .filter(target -> excluded.stream().noneMatch(name -> name.matches(target)))
                .toList();
    }

    private Stream<TargetRef> located(Collection<Database> databasesToLocate) {
        if (databasesToLocate.isEmpty()) {
            return Stream.empty();
        }
        var instanceById = byId(instances.findAll(), Instance::id);
        var environmentById = byId(environments.findAll(), Environment::id);
        return databasesToLocate.stream()
                .flatMap(database -> {
                    var instance = known(instanceById, database.instance());
                    var override = database.environment();
                    var environment = known(environmentById, override == null ? instance.environment() : override);
                    return schemas(database)
                            .map(schema -> new TargetRef(database, instance, environment, schema.orElse(null)));
                })
                .sorted(ORDER);
    }

    private static Stream<Optional<String>> schemas(Database database) {
        return database.schemas().isEmpty()
                ? Stream.of(Optional.empty())
                : database.schemas().stream().map(Optional::of);
    }

    private static <T> Map<Long, T> byId(Collection<T> all, Function<T, Long> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private static <T> T known(Map<Long, T> all, long id) {
        var found = all.get(id);
        if (found == null) {
            throw new IllegalStateException("a foreign key of a database points nowhere: " + id);
        }
        return found;
    }
}
