package io.slipway.notification.sending;

import io.slipway.failure.OutcomeException;
import io.slipway.notification.Deliveries;
import io.slipway.notification.NotificationSettings;
import io.slipway.notification.Subscriptions;
import io.slipway.notification.WebhookUrl;
import io.slipway.secret.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Posts messages to webhooks, signed; follows no redirect and reads no answer. */
@Component
class WebhookSender implements Sender {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;

    private final Subscriptions subscriptions;
    private final NotificationSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final Secrets secrets = new Secrets(System::getenv);
    private final HttpClient http;

    WebhookSender(Subscriptions subscriptions, NotificationSettings settings, JsonMapper json, Clock clock) {
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public Deliveries.Channel channel() {
        return Deliveries.Channel.WEBHOOK;
    }

    @Override
    public Outcome send(Deliveries.Claim claim) throws InterruptedException {
        var webhook = subscriptions.webhook(claim.project(), claim.recipient());
        if (webhook.isEmpty()) {
            return Outcome.impossible("The project has no webhook of this name any more.");
        }
        var problem = WebhookUrl.problem(webhook.get().url());
        if (problem.isPresent()) {
            return Outcome.impossible("The webhook has a URL %s.".formatted(problem.get()));
        }
        try {
            return answered(post(claim, webhook.get()), webhook.get());
        } catch (OutcomeException e) {
            return Outcome.failed(e.sentence());
        } catch (HttpTimeoutException e) {
            return Outcome.failed("The receiver did not answer within %d s."
                    .formatted(settings.timeout().toSeconds()));
        } catch (ConnectException e) {
            return Outcome.failed("The receiver cannot be connected to.");
        } catch (IOException e) {
            return Outcome.failed("The connection to the receiver broke: %s."
                    .formatted(e.getClass().getSimpleName()));
        }
    }

    private int post(Deliveries.Claim claim, Subscriptions.Webhook webhook) throws IOException, InterruptedException {
        var id = claim.messageId().toString();
        var timestamp = clock.instant().getEpochSecond();
        var body = body(claim);
        var secret = secrets.read(webhook.secret());
        var request = HttpRequest.newBuilder(URI.create(webhook.url()))
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Slipway")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header(
                        "webhook-signature",
                        Signature.with(secret == null ? "" : secret).of(id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        // Closed unread: a receiver that answers without end must not keep us.
        response.body().close();
        return response.statusCode();
    }

    /** The id is the same in every attempt, so that the receiver can tell a repetition. */
    private String body(Deliveries.Claim claim) {
        ObjectNode body = json.createObjectNode();
        body.put("delivery", claim.messageId().toString());
        body.setAll((ObjectNode) json.valueToTree(claim.message()));
        return json.writeValueAsString(body);
    }

    private Outcome answered(int status, Subscriptions.Webhook webhook) {
        if (status >= 200 && status < 300) {
            return Outcome.taken("The receiver answered %d.".formatted(status));
        }
        if (status == GONE) {
            return Outcome.impossible("The receiver answered 410: it wants no more of these.");
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            // The secret may have been rotated since it was read.
            secrets.changed(webhook.secret());
        }
        return Outcome.failed("The receiver answered %d.".formatted(status));
    }
}
