package io.slipway.configuration;

import io.slipway.failure.RejectedException;
import java.util.List;

/** The configuration is refused as a whole: it cannot be read, or says what cannot be. */
public final class InvalidConfigurationException extends RejectedException {

    private static final String HELP = "Correct the file and apply it again; nothing was changed.";

    InvalidConfigurationException(String message) {
        super(Reason.INVALID, "configuration-invalid", message, HELP);
    }

    InvalidConfigurationException(String message, Throwable cause) {
        super(Reason.INVALID, "configuration-invalid", message, HELP, cause);
    }

    InvalidConfigurationException(List<String> problems) {
        this(String.join("\n", problems));
    }
}
