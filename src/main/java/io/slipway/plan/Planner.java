package io.slipway.plan;

import io.slipway.failure.RejectedException;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Digest;
import io.slipway.release.MigrationFiles;
import io.slipway.release.Release;
import io.slipway.release.Releases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Resolves releases and targets into plans, once; and tells later whether a plan still says what it said. */
@Component
public class Planner {

    private final Plans plans;
    private final PlanTargets planTargets;
    private final Releases releases;
    private final MigrationFiles files;
    private final Targets targets;
    private final ReconcileFiles reconcileFiles;
    private final Clock clock;

    Planner(
            Plans plans,
            PlanTargets planTargets,
            Releases releases,
            MigrationFiles files,
            Targets targets,
            ReconcileFiles reconcileFiles,
            Clock clock) {
        this.plans = plans;
        this.planTargets = planTargets;
        this.releases = releases;
        this.files = files;
        this.targets = targets;
        this.reconcileFiles = reconcileFiles;
        this.clock = clock;
    }

    /** SQL for some of a plan's targets alone, which are given by their places in its list. */
    public record Reconcile(String version, String statement, String reason, long account, List<Integer> targets) {}

    /** Make a plan of one part: a release and the targets that the names stand for now. */
    @Transactional
    public Plan plan(Project project, Release release, List<TargetRef> resolved, long account) {
        return plan(project, release, resolved, List.of(), account);
    }

    /** Make such a plan with reconcile files, which its digest covers like the release's. */
    @Transactional
    public Plan plan(
            Project project, Release release, List<TargetRef> resolved, List<Reconcile> reconciles, long account) {
        List<Line> lines = resolved.stream().map(Line::of).toList();
        String digest = digest(
                List.of(release),
                List.of(lines),
                reconciles.stream()
                        .map(file -> new Extra(
                                file.version(),
                                file.statement(),
                                file.targets().stream().map(lines::get).toList()))
                        .toList());
        var part = new Plan.Part(0, release.id(), null);
        Plan plan = plans.save(new Plan(
                0, project.id(), UUID.randomUUID().toString(), digest, account, clock.instant(), List.of(part)));
        long partId = plan.parts().getFirst().id();
        List<PlanTarget> saved = planTargets.saveAll(resolved.stream()
                .map(target -> new PlanTarget(
                        0,
                        partId,
                        target.database().id(),
                        target.schema(),
                        target.environment().id(),
                        target.address()))
                .toList());
        reconciles.forEach(file -> reconcileFiles.save(
                plan.id(),
                new ReconcileFile(
                        file.version(),
                        "",
                        file.statement(),
                        file.reason(),
                        file.account(),
                        file.targets().stream()
                                .map(place -> saved.get(place).id())
                                .toList())));
        return plan;
    }

    /**
     * Compute a plan's digest anew from the stored files and from the targets as they are configured now; a listed target that is
     * gone or was moved makes it differ.
     */
    @Transactional(readOnly = true)
    public String currentDigest(long planId) {
        Plan plan = plans.findById(planId).orElseThrow();
        List<PlanTarget> listed = planTargets.of(planId);
        var released = new ArrayList<Release>();
        var lines = new ArrayList<List<Line>>();
        for (Plan.Part part : plan.parts()) {
            released.add(releases.findById(part.release()).orElseThrow());
            lines.add(listed.stream()
                    .filter(target -> target.planPart() == part.id())
                    .map(this::now)
                    .toList());
        }
        var byId = listed.stream().collect(Collectors.toMap(PlanTarget::id, this::now));
        return digest(
                released,
                lines,
                reconcileFiles.of(planId).stream()
                        .map(file -> new Extra(
                                file.version(),
                                file.statement(),
                                file.planTargets().stream()
                                        .map(target -> Objects.requireNonNull(byId.get(target)))
                                        .toList()))
                        .toList());
    }

    /**
     * Return a plan's targets as they are configured now.
     *
     * @throws RejectedException if one is no longer configured
     */
    @Transactional(readOnly = true)
    public List<TargetRef> presentTargets(long planId) {
        return planTargets.of(planId).stream()
                .map(target -> targets.byId(target.database(), target.schemaName())
                        .orElseThrow(() -> new RejectedException(
                                RejectedException.Reason.CONFLICT,
                                "target-gone",
                                "A target of this issue is no longer configured.",
                                "Withdraw this issue and open another one for the targets that there are.")))
                .toList();
    }

    /** Return the releases of a plan's parts, in order. */
    @Transactional(readOnly = true)
    public List<Release> releases(long planId) {
        return plans.findById(planId).orElseThrow().parts().stream()
                .map(part -> releases.findById(part.release()).orElseThrow())
                .toList();
    }

    private Line now(PlanTarget target) {
        return targets.byId(target.database(), target.schemaName())
                .map(Line::of)
                .orElse(new Line(target.database(), target.environment(), "gone"));
    }

    private String digest(List<Release> released, List<List<Line>> lines, List<Extra> extras) {
        var digest = new Digest();
        for (int i = 0; i < released.size(); i++) {
            digest.add(released.get(i).track());
            files.of(released.get(i).id())
                    .forEach(file -> digest.add(file.path()).add(file.version()).add(Digest.of(file.statement())));
            lines.get(i).forEach(line -> digest.add(line.toString()));
        }
        extras.forEach(extra -> {
            digest.add(extra.version()).add(Digest.of(extra.statement()));
            extra.lines().forEach(line -> digest.add(line.toString()));
        });
        return digest.hex();
    }

    private record Extra(String version, String statement, List<Line> lines) {}

    private record Line(long database, long environment, String address) {
        static Line of(TargetRef target) {
            return new Line(target.database().id(), target.environment().id(), target.address());
        }
    }
}
