package io.slipway.api.project;

import io.slipway.api.model.EnvironmentView;
import io.slipway.api.model.PageView;
import io.slipway.project.Environments;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the environments, which are few: always on one page. */
@RestController
@RequestMapping("/v1/environments")
class EnvironmentController {

    private final Environments environments;

    EnvironmentController(Environments environments) {
        this.environments = environments;
    }

    /** List the environments in the order in which changes travel. */
    @GetMapping
    PageView<EnvironmentView> list() {
        return new PageView<>(
                environments.inOrder().stream().map(EnvironmentView::of).toList(), null);
    }

    /** Return an environment. */
    @GetMapping("/{environment}")
    EnvironmentView get(@PathVariable String environment) {
        return environments
                .byName(environment)
                .map(EnvironmentView::of)
                .orElseThrow(() -> Sight.unknown("environments/" + environment));
    }
}
