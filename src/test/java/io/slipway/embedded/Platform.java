package io.slipway.embedded;

import io.slipway.testing.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running platform: where each piece answers.
 *
 * <p>{@link #close} ends the pieces in order, as Ctrl-C does; {@link Child} says what ends them when nobody is left to do so.
 */
public final class Platform implements AutoCloseable {

    private static final String DATABASE = "slipway";

    private final Launch launch;
    private final EmbeddedPostgres slipway;
    private final EmbeddedPostgres scratch;
    private final Map<CamundaProcess, Child> running = new ConcurrentHashMap<>();

    Platform(Launch launch, EmbeddedPostgres slipway, EmbeddedPostgres scratch, Map<CamundaProcess, Child> running) {
        this.launch = launch;
        this.slipway = slipway;
        this.scratch = scratch;
        this.running.putAll(running);
    }

    /** Return Zeebe's gateway, for {@code CamundaClient.grpcAddress}. */
    public URI gatewayGrpc() {
        return local(launch.ports().gateway());
    }

    /** Return the broker's REST API, which is open to whoever reaches it. */
    public URI restAddress() {
        return local(launch.ports().rest());
    }

    public URI tasklistAddress() {
        return local(launch.ports().tasklist());
    }

    /** Return Operate's address, starting it first where it was not asked for at the start. */
    public synchronized URI operateAddress() {
        if (!running.containsKey(CamundaProcess.OPERATE)) {
            launch.start(CamundaProcess.OPERATE, running);
        }
        return local(launch.ports().operate());
    }

    /** Return the broker's management interface. */
    public URI managementAddress() {
        return local(launch.ports().management());
    }

    public URI openSearchAddress() {
        return local(launch.ports().openSearch());
    }

    /** Return the JDBC URL of Slipway's own database, created when it is missing. */
    public String slipwayDatabaseUrl() {
        return slipway.createDatabaseIfMissing(DATABASE);
    }

    /** Return the server of Slipway's own database, which holds the sample's targets too. */
    public EmbeddedPostgres postgres() {
        return slipway;
    }

    /** Return the second server, where the sample's changes are simulated. */
    public EmbeddedPostgres scratch() {
        return scratch;
    }

    /** Return the broker's clock, which moves only where the platform was started so. */
    public CamundaClock clock() {
        return new CamundaClock(managementAddress());
    }

    /** Return a person of Tasklist, logged in; the samples are developer, approver, releaser and owner. */
    public TasklistUser tasklistUser(String name) {
        return TasklistUser.logIn(tasklistAddress(), name, name);
    }

    /** Wait until a form can be shown: a user task created before that shows raw variables for ever. */
    public void awaitForm(String formId) {
        Waiting.until(Duration.ofMinutes(1), () -> hasForm("bpmnId", formId));
    }

    /** Wait until one version of a form, named by the key that its deployment answered with, can be shown. */
    public void awaitForm(long formKey) {
        Waiting.until(Duration.ofMinutes(1), () -> hasForm("id", Long.toString(formKey)));
    }

    private boolean hasForm(String field, String value) {
        var query = JsonMapper.shared().writeValueAsString(Map.of("query", Map.of("term", Map.of(field, value))));
        var answer = Http.sendJson("POST", openSearchAddress().resolve("/tasklist-form-*/_count"), query);
        return JsonMapper.shared().readTree(answer).path("count").asInt() > 0;
    }

    /** Lose Zeebe together with its index: both are there again at the same addresses, and hold nothing. */
    public synchronized void loseCamunda() {
        launch.startOver(running);
    }

    /** Kill Zeebe's broker, and return when it is there again with what it had on disk. */
    public synchronized void killBroker() {
        launch.killAndStart(CamundaProcess.BROKER, running);
    }

    @Override
    public void close() {
        launch.stop(running);
        scratch.close();
        slipway.close();
        launch.data().close();
    }

    static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
