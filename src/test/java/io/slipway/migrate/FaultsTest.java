package io.slipway.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.FaultRun.Fault;
import io.slipway.migrate.FaultRun.Outcome;
import io.slipway.testing.BesideOthers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Law 2 under random schedules of faults: {@code mvn -Pfaults verify -Dfaults.count=N -Dfaults.seed=S}. A short run is part of all tests.
 */
@BesideOthers
class FaultsTest {

    private static final int SCHEDULES = Integer.getInteger("faults.count", 25);
    private static final long SEED = Long.getLong("faults.seed", 1);
    /** How many schedules share a script, which takes one run without a fault to learn how many requests it takes. */
    private static final int PER_SCRIPT = 5;

    private static final int MOST_FAULTS = 3;

    /** What takes long is rare; the rest has the weight of its repetitions. */
    private static final List<Fault> COMMON = List.of(
            Fault.CUT_BEFORE,
            Fault.CUT_DURING,
            Fault.CUT_DURING,
            Fault.CUT_AFTER,
            Fault.CUT_AFTER,
            Fault.BACKEND_KILLED,
            Fault.BACKEND_KILLED_AT_WORK,
            Fault.BACKEND_KILLED_AT_WORK,
            Fault.FROZEN);

    private static final List<Fault> RARE = List.of(Fault.SERVER_CRASHED, Fault.PROCESS_KILLED, Fault.PROCESS_FROZEN);
    private static final int RARELY = 25;

    private int schedule;

    @Test
    @DisplayName("Law 2 – no statement runs twice, none is lost, whatever breaks wherever")
    void neverTwiceNeverLost() throws Exception {
        var server = EmbeddedPostgres.named("faults");
        server.execute("CREATE ROLE migrate_login LOGIN PASSWORD 'secret'");
        // A commit that is told is on disk: what a crash takes away after that would be the server's fault, not ours.
        server.execute("ALTER ROLE migrate_login SET synchronous_commit = on");
        var outcomes = new ArrayList<Outcome>();
        var random = new Random(SEED);
        long script = 0;
        var requests = 0;
        while (schedule < SCHEDULES) {
            if (schedule % PER_SCRIPT == 0) {
                script = random.nextLong();
                requests = FaultRun.requests(server, script);
            }
            outcomes.add(new FaultRun(server, script).run(random, faults(random), requests));
            schedule++;
        }

        var unknown = outcomes.stream().filter(Outcome::unknown).toList();
        System.out.printf(
                "faults: injected=%d duplicates=%d losses=%d unknown=%d%n",
                outcomes.stream().mapToInt(Outcome::injected).sum(),
                outcomes.stream().mapToInt(Outcome::duplicates).sum(),
                outcomes.stream().mapToInt(Outcome::losses).sum(),
                unknown.size());
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.duplicates()).as(outcome.story()).isZero();
            assertThat(outcome.losses()).as(outcome.story()).isZero();
        });
        assertThat(unknown).allSatisfy(outcome -> assertThat(outcome.story()).contains("without a probe"));
        assertThat(unknown).hasSizeLessThanOrEqualTo(Math.ceilDiv(SCHEDULES, 100));
    }

    private List<Fault> faults(Random random) {
        var faults = new ArrayList<Fault>();
        var count = 1 + random.nextInt(MOST_FAULTS);
        for (var number = 0; number < count; number++) {
            var some = schedule % RARELY == 0 && number == 0 ? RARE : COMMON;
            faults.add(
                    some == RARE ? RARE.get(schedule / RARELY % RARE.size()) : some.get(random.nextInt(some.size())));
        }
        return faults;
    }
}
