package io.slipway.engine;

import io.slipway.failure.RejectedException;
import org.springframework.beans.factory.ObjectProvider;

/** The server was started without a process engine. */
final class EngineMissingException extends RejectedException {

    private EngineMissingException() {
        super(
                Reason.CONFLICT,
                "no-engine",
                "This server was started without a process engine.",
                "Set 'slipway.camunda.grpc-address' and 'slipway.camunda.rest-address', and start it again.");
    }

    static Engine require(ObjectProvider<Engine> engine) {
        var found = engine.getIfAvailable();
        if (found == null) {
            throw new EngineMissingException();
        }
        return found;
    }
}
