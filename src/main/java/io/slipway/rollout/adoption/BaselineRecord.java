package io.slipway.rollout.adoption;

import io.slipway.migrate.engine.Engines;
import io.slipway.project.Account;
import io.slipway.project.TargetRef;
import io.slipway.review.Audit;
import io.slipway.rollout.task.TargetLink;
import io.slipway.target.ledger.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records one target's baseline in its ledger, in our copy of it and in the record of changes; again, it adds what is missing. */
@Component
class BaselineRecord {

    private static final String EVENT = "baseline-recorded";

    private final Engines engines;
    private final TargetLink link;
    private final Audit audit;

    BaselineRecord(Engines engines, TargetLink link, Audit audit) {
        this.engines = engines;
        this.link = link;
        this.audit = audit;
    }

    @Transactional
    void write(Account account, TargetRef ref, List<Revision> revisions, String source, String reason) {
        var target = TargetLink.target(ref);
        engines.of(target).recordBaseline(target, revisions);
        link.follow(ref);
        var last = revisions.getLast();
        var what = Map.of("track", last.track(), "version", last.version(), "source", source);
        if (!audit.isRecorded(EVENT, ref.name(), what)) {
            var facts = new HashMap<String, Object>(what);
            facts.put("reason", reason);
            facts.put("count", revisions.size());
            audit.record(new Audit.Event(EVENT, account.name(), null, ref.name(), facts));
        }
    }
}
