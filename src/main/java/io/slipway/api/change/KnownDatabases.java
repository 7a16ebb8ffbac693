package io.slipway.api.change;

import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Database;
import io.slipway.project.Databases;
import io.slipway.project.Instances;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import org.springframework.stereotype.Component;

/** Finds the databases that requests name, as far as their callers may see them. */
@Component
class KnownDatabases {

    private final Instances instances;
    private final Databases databases;
    private final Projects projects;
    private final Sight sight;

    KnownDatabases(Instances instances, Databases databases, Projects projects, Sight sight) {
        this.instances = instances;
        this.databases = databases;
        this.projects = projects;
        this.sight = sight;
    }

    /** The path of a database, as Spring binds it from the request. */
    record DatabasePath(String instance, String database) {

        /** Return the resource name. */
        String name() {
            return "instances/%s/databases/%s".formatted(instance, database);
        }
    }

    /** Return the database; one that the caller may not see is as unknown as one that is not there. */
    Database find(AuthenticatedAccount caller, DatabasePath path) {
        return instances
                .byName(path.instance())
                .flatMap(it -> databases.byName(it.id(), path.database()))
                .filter(it -> sight.sees(caller, it.project()))
                .orElseThrow(() -> Sight.unknown(path.name()));
    }

    Project projectOf(Database database) {
        return projects.findById(database.project()).orElseThrow();
    }
}
