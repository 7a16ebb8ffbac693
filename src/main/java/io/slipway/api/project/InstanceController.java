package io.slipway.api.project;

import io.slipway.api.model.DatabaseView;
import io.slipway.api.model.InstanceView;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Database;
import io.slipway.project.Databases;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.project.Instance;
import io.slipway.project.Instances;
import io.slipway.project.Projects;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the instances that carry a database the caller may see, and those databases. */
@RestController
@RequestMapping("/v1/instances")
class InstanceController {

    private final Instances instances;
    private final Databases databases;
    private final Environments environments;
    private final Projects projects;
    private final Sight sight;

    InstanceController(
            Instances instances, Databases databases, Environments environments, Projects projects, Sight sight) {
        this.instances = instances;
        this.databases = databases;
        this.environments = environments;
        this.projects = projects;
        this.sight = sight;
    }

    /** List the instances. */
    @GetMapping
    PageView<InstanceView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var all = caller.account().administrator();
        var visible = sight.projects(caller);
        return page.view(
                all || !visible.isEmpty()
                        ? instances.page(all, all ? List.of(0L) : visible, page.after(), page.limit())
                        : List.of(),
                Instance::id,
                instance -> view(caller, instance));
    }

    /** Return an instance, without what tells its credentials. */
    @GetMapping("/{instance}")
    InstanceView get(@AuthenticationPrincipal AuthenticatedAccount caller, @PathVariable String instance) {
        return view(caller, visible(caller, instance));
    }

    /** List the databases of an instance. */
    @GetMapping("/{instance}/databases")
    PageView<DatabaseView> databases(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String instance,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = visible(caller, instance);
        var visible = sight.projects(caller);
        return page.view(
                visible.isEmpty() ? List.of() : databases.page(found.id(), visible, page.after(), page.limit()),
                Database::id,
                database -> view(found, database));
    }

    /** Return a database. */
    @GetMapping("/{instance}/databases/{database}")
    DatabaseView database(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String instance,
            @PathVariable String database) {
        var found = visible(caller, instance);
        return databases
                .byName(found.id(), database)
                .filter(it -> sight.sees(caller, it.project()))
                .map(it -> view(found, it))
                .orElseThrow(() -> Sight.unknown("instances/%s/databases/%s".formatted(instance, database)));
    }

    private Instance visible(AuthenticatedAccount caller, String name) {
        return instances
                .byName(name)
                .filter(instance -> caller.account().administrator()
                        || sight.projects(caller).stream()
                                .anyMatch(project -> databases.existsByInstanceAndProject(instance.id(), project)))
                .orElseThrow(() -> Sight.unknown("instances/" + name));
    }

    private InstanceView view(AuthenticatedAccount caller, Instance instance) {
        return InstanceView.of(
                instance, environment(instance.environment()), caller.account().administrator());
    }

    private DatabaseView view(Instance instance, Database database) {
        var override = database.environment();
        return DatabaseView.of(
                database,
                instance,
                projects.findById(database.project()).orElseThrow(),
                environment(override == null ? instance.environment() : override));
    }

    private Environment environment(long id) {
        return environments.findById(id).orElseThrow();
    }
}
