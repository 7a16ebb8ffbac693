package io.slipway.rollout.task;

import io.slipway.failure.SlipwayException;
import io.slipway.project.Account;
import io.slipway.project.Database;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** After a target or Slipway's own database was restored to an earlier time: what the targets' ledgers say holds from now on. */
@Component
public class LedgerRecovery {

    private final Targets targets;
    private final Members members;
    private final TargetLink link;

    LedgerRecovery(Targets targets, Members members, TargetLink link) {
        this.targets = targets;
        this.members = members;
        this.link = link;
    }

    /**
     * What reading a target's ledger brought.
     *
     * @param held how many versions it has
     * @param lost versions that Slipway knew of and that the ledger has no more
     * @param found versions that the ledger has and Slipway did not know of
     * @param problem why it could not be read, or null
     */
    public record Recovered(
            String target,
            int held,
            List<String> lost,
            List<String> found,
            @Nullable String problem) {}

    /**
     * Let Slipway's copy of a database's ledgers follow them, and its attempts go on above all that they have seen. Repeated, it finds
     * nothing new.
     */
    public List<Recovered> recover(Account account, Project project, Database database) {
        if (!account.administrator()) {
            members.require(account, project, Role.OWNER);
        }
        return targets.in(database).stream().map(this::recover).toList();
    }

    private Recovered recover(TargetRef target) {
        try {
            return link.recover(target);
        } catch (SlipwayException e) {
            return new Recovered(target.name(), 0, List.of(), List.of(), e.sentence());
        }
    }
}
