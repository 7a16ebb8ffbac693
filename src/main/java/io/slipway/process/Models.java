package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.Decision;
import io.camunda.client.api.response.DeploymentEvent;
import io.grpc.Status;
import io.slipway.engine.Engine;
import io.slipway.engine.ModelState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Deploys the bundled models as one deployment, once per bundle and never over a version that somebody else deployed; several servers
 * starting at once deploy it once.
 */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
class Models implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final CamundaClient client;
    private final DeployedModels deployed;
    private final ModelVersions versions;
    private final Bundle bundle = Bundle.read();

    Models(CamundaClient client, DeployedModels deployed, ModelVersions versions) {
        this.client = client;
        this.deployed = deployed;
        this.versions = versions;
    }

    @Override
    public void deploy() {
        versions.alone(() -> {
            if (!versions.isDeployed(bundle.digest()) && isOurs()) {
                deployBundle();
            }
        });
    }

    @Override
    public void upgrade() {
        versions.alone(this::deployBundle);
    }

    @Override
    public boolean isLost() {
        List<Bundle.Model> known = bundle.executable().stream()
                .filter(model -> versions.newest(model.id()) > 0)
                .toList();
        return !known.isEmpty()
                && versions.isSettled()
                && known.stream().allMatch(model -> deployed.newest(model, versions.newest(model.id())) == 0);
    }

    @Override
    public void forgetModels() {
        versions.forget();
    }

    @Override
    public List<ModelState> models() {
        return bundle.executable().stream().map(this::state).toList();
    }

    @Override
    public void end(long processInstance) {
        try {
            client.newCancelInstanceCommand(processInstance).send().join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.NOT_FOUND) {
                throw new NotEndedException(processInstance, e);
            }
        } catch (ClientException e) {
            throw new NotEndedException(processInstance, e);
        }
    }

    /** Say of each model that is not ours that it stays, and what to do. */
    private boolean isOurs() {
        List<ModelState> owners = models().stream()
                .filter(model -> model.state() == ModelState.State.OWNERS)
                .toList();
        owners.forEach(model -> LOG.warn(
                "model={} version={} was not deployed by Slipway and stays; the bundled models are not deployed. Compare "
                        + "with 'slipway models diff'; take the bundled ones with 'slipway models upgrade'.",
                model.name(),
                model.version()));
        return owners.isEmpty();
    }

    private ModelState state(Bundle.Model model) {
        int newest = deployed.newest(model, versions.newest(model.id()));
        if (newest == 0) {
            return new ModelState(model.id(), 0, ModelState.State.MISSING, List.of());
        }
        if (versions.isOf(model.id(), newest, bundle.digest())) {
            return new ModelState(model.id(), newest, ModelState.State.BUNDLED, List.of());
        }
        var text = deployed.text(model);
        if (text.filter(model::hasText).isPresent()) {
            return new ModelState(model.id(), newest, ModelState.State.BUNDLED, List.of());
        }
        return new ModelState(
                model.id(),
                newest,
                versions.isKnown(model.id(), newest) ? ModelState.State.SLIPWAYS : ModelState.State.OWNERS,
                text.map(theirs -> ModelDifference.between(theirs, model.text()))
                        .orElse(List.of("Camunda 8.6 gives no model's text away: look at it in Operate.")));
    }

    private void deployBundle() {
        var models = bundle.models();
        var first = models.getFirst();
        var command = client.newDeployResourceCommand().addResourceBytes(bytes(first), first.file());
        for (Bundle.Model model : models.subList(1, models.size())) {
            command = command.addResourceBytes(bytes(model), model.file());
        }
        try {
            var event = command.send().join();
            versions.deployed(bundle.digest());
            event.getProcesses()
                    .forEach(it -> record(it.getBpmnProcessId(), it.getVersion(), it.getProcessDefinitionKey()));
            event.getDecisions().forEach(it -> record(it.getDmnDecisionId(), it.getVersion(), it.getDecisionKey()));
            event.getForm().forEach(it -> record(it.getFormId(), it.getVersion(), it.getFormKey()));
            hold(event);
        } catch (ClientException e) {
            throw new NotDeployedException(e);
        }
        LOG.info("bundle={} deployed {} models", bundle.digest().substring(0, 12), models.size());
    }

    private void record(String id, int version, long key) {
        versions.record(id, version, key, bundle.digest());
    }

    /** The decision tables go with the stages of the same deployment. */
    private void hold(DeploymentEvent event) {
        var keys = event.getDecisions().stream()
                .collect(Collectors.toMap(Decision::getDmnDecisionId, Decision::getDecisionKey));
        var tables = new ModelVersions.Tables(
                keys.getOrDefault(PolicyTables.APPROVAL, 0L), keys.getOrDefault(PolicyTables.ROLLOUT, 0L));
        event.getProcesses().stream()
                .filter(process -> process.getBpmnProcessId().equals("StageRollout"))
                .forEach(process -> versions.hold(process.getProcessDefinitionKey(), tables));
    }

    private static byte[] bytes(Bundle.Model model) {
        return model.text().getBytes(StandardCharsets.UTF_8);
    }

    /** The engine did not end a process instance. */
    static final class NotEndedException extends io.slipway.failure.TransientException {
        NotEndedException(long processInstance, Throwable cause) {
            super(
                    "process-not-ended",
                    "Camunda did not end process instance %d: %s".formatted(processInstance, cause.getMessage()),
                    "Check that Camunda is healthy and that Slipway's user may cancel process instances, then try again.",
                    cause);
        }
    }

    /** The engine took no models. */
    static final class NotDeployedException extends io.slipway.failure.TransientException {
        NotDeployedException(Throwable cause) {
            super(
                    "models-not-deployed",
                    "Camunda did not take the models: %s".formatted(cause.getMessage()),
                    "Check that Camunda is healthy and that Slipway's user may deploy, then try again.",
                    cause);
        }
    }
}
