package io.slipway.configuration;

import io.slipway.configuration.Entry.AccountEntry;
import io.slipway.configuration.Entry.DatabaseEntry;
import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.GroupEntry;
import io.slipway.configuration.Entry.InstanceEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.configuration.Entry.WindowEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@code slipway.yaml} says; it says nothing about a section that it leaves out. */
public record Configuration(
        @Nullable List<EnvironmentEntry> environments,
        @Nullable List<WindowEntry> windows,
        @Nullable List<FreezeEntry> freezes,
        @Nullable List<AccountEntry> accounts,
        @Nullable List<ProjectEntry> projects,
        @Nullable List<InstanceEntry> instances,
        @Nullable List<DatabaseEntry> databases,
        @Nullable List<GroupEntry> groups) {

    /** Return the sections that are there, by kind, in the order in which they depend on each other. */
    Map<Kind, List<? extends Entry>> sections() {
        var sections = new LinkedHashMap<Kind, List<? extends Entry>>();
        putPresent(sections, Kind.ENVIRONMENT, environments);
        putPresent(sections, Kind.WINDOW, windows);
        putPresent(sections, Kind.ACCOUNT, accounts);
        putPresent(sections, Kind.PROJECT, projects);
        putPresent(sections, Kind.INSTANCE, instances);
        putPresent(sections, Kind.DATABASE, databases);
        putPresent(sections, Kind.GROUP, groups);
        putPresent(sections, Kind.FREEZE, freezes);
        return sections;
    }

    /** Return the entries of a kind, none if the section is left out. */
    List<? extends Entry> entries(Kind kind) {
        return sections().getOrDefault(kind, List.of());
    }

    private static void putPresent(
            Map<Kind, List<? extends Entry>> sections, Kind kind, @Nullable List<? extends Entry> entries) {
        if (entries != null) {
            sections.put(kind, entries);
        }
    }
}
