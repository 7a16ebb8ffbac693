package io.slipway.api.engine;

import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.restoration.Restoration;
import io.slipway.engine.ModelMigration;
import io.slipway.engine.ModelState;
import io.slipway.engine.ProcessModels;
import io.slipway.engine.Resumption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators compare and upgrade the models, move issues to their newest version, and start processes or ask anew after a loss. */
@RestController
@RequestMapping("/v1")
class EngineController {

    private final ProcessModels models;
    private final ModelMigration migration;
    private final Resumption resumption;
    private final Restoration restoration;

    EngineController(ProcessModels models, ModelMigration migration, Resumption resumption, Restoration restoration) {
        this.models = models;
        this.migration = migration;
        this.resumption = resumption;
        this.restoration = restoration;
    }

    /**
     * How processes are resumed.
     *
     * @param force whether to forget the processes known before although the engine holds the models still
     */
    record ResumeRequest(@Nullable Boolean force) {}

    /** List the process models in Camunda that differ from those of this version of Slipway, and whose they are. */
    @GetMapping("/models")
    PageView<ModelView> compare(@AuthenticationPrincipal AuthenticatedAccount caller) {
        caller.requireAdministrator();
        return page(models.compare());
    }

    /** Deploy the models of this version, also over those that somebody else has deployed; for administrators. */
    @PostMapping("/models:upgrade")
    PageView<ModelView> upgrade(@AuthenticationPrincipal AuthenticatedAccount caller) {
        caller.requireAdministrator();
        return page(models.upgrade(caller.account()));
    }

    /** Move open issues to the newest version of the models; for administrators. */
    @PostMapping("/models:migrate")
    ModelMigration.Migrated migrate(@AuthenticationPrincipal AuthenticatedAccount caller) {
        caller.requireAdministrator();
        return migration.migrate(caller.account());
    }

    /** Start the processes of open issues again after Camunda's state was lost; for administrators. */
    @PostMapping("/processes:resume")
    Resumption.Resumed resume(
            @AuthenticationPrincipal AuthenticatedAccount caller, @RequestBody ResumeRequest request) {
        caller.requireAdministrator();
        return resumption.resume(caller.account(), Boolean.TRUE.equals(request.force()));
    }

    /** Ask for approvals and starts of all open issues again after Slipway's own database was restored; for administrators. */
    @PostMapping("/issues:askAgain")
    PageView<Restoration.AskedAgain> askAgain(@AuthenticationPrincipal AuthenticatedAccount caller) {
        caller.requireAdministrator();
        return new PageView<>(restoration.askAgain(caller.account()), null);
    }

    private static PageView<ModelView> page(List<ModelState> models) {
        return new PageView<>(models.stream().map(ModelView::of).toList(), null);
    }
}
