package io.slipway.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.project.Environments;
import io.slipway.project.ProjectFixtures;
import io.slipway.project.Projects;
import io.slipway.project.Tier;
import io.slipway.testing.SlipwayTest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class FreezesTest {

    private static final Instant START = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-04T00:00:00Z");

    @Autowired
    Freezes freezes;

    @Autowired
    MaintenanceWindows windows;

    @Autowired
    Environments environments;

    @Autowired
    Projects projects;

    private Freeze freeze(String name, @Nullable Long environment, @Nullable Long project, Map<String, String> labels) {
        return freezes.save(new Freeze(0, name, START, END, environment, project, labels, "Christmas trade"));
    }

    @Test
    void holdsFromItsStartUpToItsEnd() {
        var everywhere = freeze("christmas", null, null, Map.of());

        assertThat(freezes.at(START, 1, 1, Map.of())).contains(everywhere);
        assertThat(freezes.at(END.minusMillis(1), 1, 1, Map.of())).contains(everywhere);
        assertThat(freezes.at(START.minusMillis(1), 1, 1, Map.of())).isEmpty();
        assertThat(freezes.at(END, 1, 1, Map.of())).isEmpty();
    }

    @Test
    void holdsOnlyWhereItSaysSo() {
        var prod = environments
                .save(ProjectFixtures.environment("prod", 1, Tier.PRODUCTION))
                .id();
        var shop = projects.save(ProjectFixtures.project("shop")).id();
        var narrow = freeze("narrow", prod, shop, Map.of("region", "eu"));

        assertThat(freezes.at(START, prod, shop, Map.of("region", "eu", "tenant", "a")))
                .contains(narrow);
        assertThat(freezes.at(START, prod + 1, shop, Map.of("region", "eu"))).isEmpty();
        assertThat(freezes.at(START, prod, shop + 1, Map.of("region", "eu"))).isEmpty();
        assertThat(freezes.at(START, prod, shop, Map.of("region", "us"))).isEmpty();
        assertThat(freezes.at(START, prod, shop, Map.of())).isEmpty();
    }

    @Test
    void holdsInEachOfItsPeriodsOnly() {
        var first = new Span(START, START.plusSeconds(60));
        var last = new Span(END.minusSeconds(60), END);
        var freeze = freezes.save(
                new Freeze(0, "holidays", START, END, null, null, Map.of(), "Nobody is here", Set.of(first, last)));

        assertThat(freezes.at(START.plusSeconds(59), 1, 1, Map.of())).contains(freeze);
        assertThat(freezes.at(START.plusSeconds(60), 1, 1, Map.of())).isEmpty();
        assertThat(freezes.at(END.minusSeconds(1), 1, 1, Map.of())).contains(freeze);
        assertThat(freeze.periodAt(START)).contains(first);
        assertThat(freeze.periodFrom(START.plusSeconds(60))).contains(last);
        assertThat(freeze.periodFrom(END)).isEmpty();
    }

    @Test
    void keepsAllOfADatedWindow() {
        var dated = windows.save(new MaintenanceWindow(
                0,
                "board",
                ZoneId.of("Europe/Berlin"),
                List.of(),
                null,
                null,
                MaintenanceWindow.AtClose.CANCEL,
                Set.of(new Span(START, END), new Span(END.plusSeconds(1), END.plusSeconds(2)))));

        assertThat(windows.byName("board")).contains(dated);
    }

    @Test
    void keepsAllOfAWindow() {
        var night = windows.save(new MaintenanceWindow(
                0,
                "night",
                ZoneId.of("Europe/Berlin"),
                List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                LocalTime.of(22, 0),
                360));

        assertThat(windows.byName("night")).contains(night);
    }
}
