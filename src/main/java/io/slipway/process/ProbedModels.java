package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.util.Optional;

/**
 * Finds versions on 8.6, whose API lists no processes: asks to start one at an element that there is not, which is refused for the version
 * where there is none and for the element where there is one; nothing ever starts. It gives no text away.
 */
final class ProbedModels implements DeployedModels {

    private static final String NO_ELEMENT = "SlipwayAsksForTheVersion";
    /** Versions that were deleted leave gaps. */
    private static final int AHEAD = 20;

    private final CamundaClient client;

    ProbedModels(CamundaClient client) {
        this.client = client;
    }

    @Override
    public int newest(Bundle.Model model, int known) {
        return model.isProcess() ? newestProcess(model.id(), known) : newestDecision(model.id());
    }

    private int newestProcess(String id, int known) {
        for (int version = known + AHEAD; version > 0; version--) {
            if (exists(id, version)) {
                return version;
            }
        }
        return 0;
    }

    private boolean exists(String id, int version) {
        try {
            client.newCreateInstanceCommand()
                    .bpmnProcessId(id)
                    .version(version)
                    .startBeforeElement(NO_ELEMENT)
                    .send()
                    .join();
            return true;
        } catch (ClientStatusException e) {
            return switch (e.getStatusCode()) {
                case NOT_FOUND -> false;
                case INVALID_ARGUMENT -> true;
                default ->
                    throw new EngineRest.EngineUnreachableException(
                            "CreateProcessInstance", e.getStatusCode().name());
            };
        } catch (ClientException e) {
            throw new EngineRest.EngineUnreachableException(
                    "CreateProcessInstance", e.getClass().getSimpleName());
        }
    }

    /** An evaluation tells the version of what it evaluated, whether or not it came to a result. */
    private int newestDecision(String id) {
        try {
            return client.newEvaluateDecisionCommand()
                    .decisionId(id)
                    .send()
                    .join()
                    .getDecisionVersion();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.INVALID_ARGUMENT || e.getStatusCode() == Status.Code.NOT_FOUND) {
                return 0;
            }
            throw new EngineRest.EngineUnreachableException(
                    "EvaluateDecision", e.getStatusCode().name());
        } catch (ClientException e) {
            throw new EngineRest.EngineUnreachableException(
                    "EvaluateDecision", e.getClass().getSimpleName());
        }
    }

    @Override
    public Optional<String> text(Bundle.Model model) {
        return Optional.empty();
    }
}
