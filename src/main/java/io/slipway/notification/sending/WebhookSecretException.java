package io.slipway.notification.sending;

import io.slipway.failure.OutcomeException;

/** What a webhook's reference points to is no secret to sign with; the message does not show it. */
final class WebhookSecretException extends OutcomeException {

    WebhookSecretException(int fewestBytes) {
        super(
                "webhook-secret-unusable",
                "The webhook's secret is not 'whsec_' and the base64 of at least %d bytes.".formatted(fewestBytes),
                "Make one with: echo whsec_$(openssl rand -base64 32).");
    }
}
