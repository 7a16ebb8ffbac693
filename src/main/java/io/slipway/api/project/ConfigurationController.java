package io.slipway.api.project;

import io.slipway.api.model.ConfigurationView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the configuration as code. */
@RestController
class ConfigurationController {

    private final ConfigurationReader reader;
    private final ConfigurationApply configuration;

    ConfigurationController(ConfigurationReader reader, ConfigurationApply configuration) {
        this.reader = reader;
        this.configuration = configuration;
    }

    /** Apply a configuration and return what differed; with dryRun only that, with prune what is not listed is removed. */
    @PutMapping(path = "/v1/configuration", consumes = "application/yaml")
    ConfigurationView apply(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @RequestBody byte[] yaml,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune) {
        configuration.requireRights(caller.account());
        var wanted = reader.read(new String(yaml, StandardCharsets.UTF_8));
        return ConfigurationView.of(configuration.apply(wanted, prune, dryRun, caller.account()), !dryRun);
    }
}
