package io.slipway.change.checking;

import io.slipway.check.CheckReport;
import io.slipway.check.CheckRequest;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.ScratchServer;
import io.slipway.check.TargetReport;
import io.slipway.check.TargetToCheck;
import io.slipway.check.TargetToCheck.CommittedPart;
import io.slipway.check.Touched;
import io.slipway.failure.SlipwayException;
import io.slipway.project.Instance;
import io.slipway.project.TargetRef;
import io.slipway.rollout.task.TargetLink;
import io.slipway.target.Credential;
import io.slipway.target.Engine;
import io.slipway.target.TableSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what targets hold, and checks files for them. */
@Component
public class TargetChecking {

    private final Checker checker;
    private final HeldTexts texts;
    private final TargetLink link;

    TargetChecking(Checker checker, HeldTexts texts, TargetLink link) {
        this.checker = checker;
        this.texts = texts;
        this.link = link;
    }

    /**
     * Read what a target holds.
     *
     * @throws SlipwayException if it can't be reached, or holds objects that no ledger accounts for
     */
    public Held read(TargetRef ref) {
        var survey = link.survey(ref);
        return new Held(ref, survey.applied(), survey.parts(), survey.fingerprint(), List.of());
    }

    /** Say as a finding why a target could not be read. */
    public static Finding refusal(SlipwayException e) {
        return new Finding(Level.ERROR, e.code(), null, "", 0, String.valueOf(e.getMessage()), e.help());
    }

    /**
     * Check files for targets that get all of them.
     *
     * @param scratch where they are tried out, or null where there is no such server
     */
    public CheckReport check(List<FileToCheck> files, List<Held> targets, Instance.@Nullable Scratch scratch) {
        var byEngine = targets.stream()
                .collect(Collectors.groupingBy(
                        held -> TargetLink.target(held.ref()).engine()));
        if (byEngine.size() <= 1) {
            var engine = byEngine.keySet().stream().findFirst().orElse(Engine.POSTGRESQL);
            return check(engine, files, targets, scratch);
        }
        var findings = new ArrayList<Finding>();
        var reports = new ArrayList<TargetReport>();
        byEngine.forEach((engine, some) -> {
            var report = check(engine, files, some, scratch);
            report.findings().forEach(finding -> findings.addAll(onEach(finding, report)));
            reports.addAll(report.targets());
        });
        findings.sort(Finding.READING_ORDER);
        return new CheckReport(List.copyOf(findings), List.copyOf(reports));
    }

    /** What holds for all targets on one kind of server that a file is for may not hold for those on another. */
    private static List<Finding> onEach(Finding finding, CheckReport report) {
        var concerned = report.targets().stream()
                .filter(target -> target.pending().contains(finding.path()))
                .map(target -> finding.on(target.target()))
                .toList();
        return finding.target() != null || concerned.isEmpty() ? List.of(finding) : concerned;
    }

    private CheckReport check(
            Engine engine, List<FileToCheck> files, List<Held> targets, Instance.@Nullable Scratch scratch) {
        var known = new HeldTexts.Known();
        var server = scratch == null || engine == Engine.MARIADB
                ? null
                : new ScratchServer(
                        TargetLink.url(scratch.url(), "postgres"),
                        new Credential(scratch.username(), scratch.password()));
        return checker.check(new CheckRequest(
                engine,
                files,
                targets.stream().map(held -> toCheck(held, known)).toList(),
                server));
    }

    private TargetToCheck toCheck(Held held, HeldTexts.Known known) {
        return new TargetToCheck(
                held.ref().name(),
                held.ref().environment().name(),
                server(held.ref().instance().url()),
                TargetLink.target(held.ref()).effectiveSearchPath(),
                held.ref().database().variables(),
                texts.applied(held, known),
                held.parts().stream()
                        .map(part -> new CommittedPart(part.track(), part.version(), part.position(), part.sha256()))
                        .toList());
    }

    private static String server(String url) {
        return url.replaceFirst("^jdbc:[a-z]+://", "").replaceFirst("[/?].*$", "");
    }

    /**
     * Return how much there is to do on a target for each of these.
     *
     * @throws SlipwayException if it can't be reached
     */
    public List<Work> work(TargetRef ref, List<Touched> touched) {
        var groups = new ArrayList<List<TableSizes.Name>>();
        touched.stream().filter(Touched::known).forEach(it -> {
            groups.add(names(it.rows()));
            groups.add(names(it.tables()));
        });
        var sizes = (groups.isEmpty() ? List.<TableSizes.Size>of() : link.sizes(ref, groups)).iterator();
        return touched.stream()
                .map(it ->
                        it.known() ? new Work(sizes.next().rows(), sizes.next().bytes()) : Work.UNKNOWN)
                .toList();
    }

    private static List<TableSizes.Name> names(Set<Touched.Table> tables) {
        return tables.stream()
                .map(table -> new TableSizes.Name(table.schema(), table.name()))
                .toList();
    }
}
