package io.slipway.api.project;

import io.slipway.api.model.DeliveryView;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.notification.Deliveries;
import io.slipway.notification.Deliveries.Delivery;
import io.slipway.project.Members;
import io.slipway.project.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows owners of a project who was told of what, and who could not be. */
@RestController
@RequestMapping("/v1/projects/{project}/notifications")
class NotificationController {

    private final Deliveries deliveries;
    private final Members members;
    private final Sight sight;

    NotificationController(Deliveries deliveries, Members members, Sight sight) {
        this.deliveries = deliveries;
        this.members = members;
        this.sight = sight;
    }

    /** List the deliveries, the newest first. */
    @GetMapping
    PageView<DeliveryView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = sight.project(caller, project);
        if (!caller.account().administrator()) {
            members.require(caller.account(), found, Role.OWNER);
        }
        var before = page.after() == 0 ? Long.MAX_VALUE : page.after();
        return page.view(
                deliveries.page(found.id(), before, page.limit()),
                Delivery::id,
                delivery -> DeliveryView.of(found, delivery));
    }
}
