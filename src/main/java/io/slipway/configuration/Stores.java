package io.slipway.configuration;

import io.slipway.calendar.Freezes;
import io.slipway.calendar.MaintenanceWindows;
import io.slipway.notification.Subscriptions;
import io.slipway.project.Accounts;
import io.slipway.project.DatabaseGroups;
import io.slipway.project.Databases;
import io.slipway.project.Environments;
import io.slipway.project.Instances;
import io.slipway.project.Members;
import io.slipway.project.Projects;
import io.slipway.project.health.HealthChecks;
import org.springframework.stereotype.Component;

/** Where everything that a configuration speaks of is kept. */
@Component
record Stores(
        Environments environments,
        HealthChecks health,
        MaintenanceWindows windows,
        Accounts accounts,
        Projects projects,
        Members members,
        Subscriptions subscriptions,
        Instances instances,
        Databases databases,
        DatabaseGroups groups,
        Freezes freezes) {}
