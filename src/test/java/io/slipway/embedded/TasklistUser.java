package io.slipway.embedded;

import io.slipway.testing.Waiting;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at work in Tasklist 8.6, over the same HTTP interface that its pages use; it shows a step some seconds after it happened. */
public final class TasklistUser {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CSRF = "X-CSRF-TOKEN";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final URI address;
    private final HttpClient client;
    private final String csrfToken;

    private TasklistUser(String name, URI address, HttpClient client, String csrfToken) {
        this.name = name;
        this.address = address;
        this.client = client;
        this.csrfToken = csrfToken;
    }

    /** Log in; a wrong password fails with what Tasklist answered. */
    public static TasklistUser logIn(URI address, String name, String password) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        var form = "username=%s&password=%s".formatted(encoded(name), encoded(password));
        var request = HttpRequest.newBuilder(address.resolve("/api/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        var response = Http.successful(Http.send(client, request));
        return new TasklistUser(
                name, address, client, response.headers().firstValue(CSRF).orElse(""));
    }

    public String name() {
        return name;
    }

    /** Return who Tasklist takes this person for. */
    public String currentUser() {
        return send("GET", "/v1/internal/users/current", "").path("userId").asString();
    }

    /** Return the open tasks of a process instance; a called process is an instance of its own. */
    public List<TasklistTask> openTasks(long processInstanceKey) {
        return search(Map.of("processInstanceKey", Long.toString(processInstanceKey)));
    }

    /** Return the open tasks of an element whose variables have these values. */
    public List<TasklistTask> openTasks(String elementId, Map<String, ?> variables) {
        var conditions = variables.entrySet().stream()
                .map(variable -> Map.of(
                        "name",
                        variable.getKey(),
                        "value",
                        JSON.writeValueAsString(variable.getValue()),
                        "operator",
                        "eq"))
                .toList();
        return search(Map.of("taskDefinitionId", elementId, "taskVariables", conditions));
    }

    /** Wait for an element's open task in a process instance. */
    public TasklistTask awaitTask(long processInstanceKey, String elementId) {
        return Waiting.forSome(
                PATIENCE,
                () -> openTasks(processInstanceKey).stream()
                        .filter(task -> task.elementId().equals(elementId))
                        .findFirst());
    }

    /** Wait for an element's open task whose variables have these values, whichever process instance it is in. */
    public TasklistTask awaitTask(String elementId, Map<String, ?> variables) {
        return Waiting.forSome(
                PATIENCE, () -> openTasks(elementId, variables).stream().findFirst());
    }

    /** Wait until a task is open no more, however it ended. */
    public void awaitEnd(TasklistTask task) {
        Waiting.until(PATIENCE, () -> !task(task.id()).state().equals("CREATED"));
    }

    /** Return a task as it is now. */
    public TasklistTask task(String id) {
        return TasklistTask.of(send("GET", "/v1/tasks/" + id, ""));
    }

    /** Return the schema of a task's form, which is missing where the task was created before its form was imported. */
    public JsonNode form(TasklistTask task) {
        var formId = task.formId().orElseThrow(() -> new IllegalStateException("%s has no form.".formatted(task)));
        var path = "/v1/forms/%s?processDefinitionKey=%s".formatted(encoded(formId), task.processDefinitionKey());
        return JSON.readTree(send("GET", path, "").path("schema").asString());
    }

    /** Wait for a variable, which Tasklist may import a moment after the task itself, and return its value. */
    public JsonNode variable(TasklistTask task, String variable) {
        Waiting.until(PATIENCE, () -> variables(task).has(variable));
        return variables(task).path(variable);
    }

    /** Return the variables that a task's form shows by now, in full, as one object. */
    public JsonNode variables(TasklistTask task) {
        var variables = JSON.createObjectNode();
        send("POST", "/v1/tasks/%s/variables/search".formatted(task.id()), "{}")
                .forEach(variable -> variables.set(variable.path("name").asString(), value(variable)));
        return variables;
    }

    /** Take a task, which Tasklist asks for before it can be completed. */
    public TasklistTask assignToMe(TasklistTask task) {
        return TasklistTask.of(send("PATCH", "/v1/tasks/%s/assign".formatted(task.id()), "{}"));
    }

    /** Give a task back. */
    public TasklistTask unassign(TasklistTask task) {
        return TasklistTask.of(send("PATCH", "/v1/tasks/%s/unassign".formatted(task.id()), ""));
    }

    /** Complete a task that is assigned to this person. */
    public void complete(TasklistTask task, Map<String, ?> variables) {
        send("PATCH", "/v1/tasks/%s/complete".formatted(task.id()), submitted(variables));
    }

    /** Take a task and complete it. */
    public void decide(TasklistTask task, Map<String, ?> variables) {
        complete(assignToMe(task), variables);
    }

    /** Start a process from the Processes tab once it is listed there, and return the key of the instance. */
    public long startProcess(String bpmnProcessId, Map<String, ?> variables) {
        awaitProcess(bpmnProcessId);
        var path = "/v1/internal/processes/%s/start".formatted(encoded(bpmnProcessId));
        return send("PATCH", path, submitted(variables)).path("id").asLong();
    }

    /** Wait until the Processes tab lists a process. */
    public void awaitProcess(String bpmnProcessId) {
        Waiting.until(PATIENCE, () -> processes().contains(bpmnProcessId));
    }

    private List<String> processes() {
        return send("GET", "/v1/internal/processes", "")
                .valueStream()
                .map(process -> process.path("bpmnProcessId").asString())
                .toList();
    }

    private List<TasklistTask> search(Map<String, ?> conditions) {
        var query = new LinkedHashMap<String, Object>(conditions);
        query.put("state", "CREATED");
        query.put("pageSize", 500);
        return send("POST", "/v1/tasks/search", JSON.writeValueAsString(query))
                .valueStream()
                .map(TasklistTask::of)
                .toList();
    }

    private JsonNode value(JsonNode variable) {
        var whole = variable.path("isValueTruncated").asBoolean()
                ? send("GET", "/v1/variables/" + encoded(variable.path("id").asString()), "")
                : variable;
        return JSON.readTree(whole.path("value").asString());
    }

    private static String submitted(Map<String, ?> variables) {
        var list = variables.entrySet().stream()
                .map(variable ->
                        Map.of("name", variable.getKey(), "value", JSON.writeValueAsString(variable.getValue())))
                .toList();
        return JSON.writeValueAsString(Map.of("variables", list));
    }

    private JsonNode send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header(CSRF, csrfToken)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = Http.successful(Http.send(client, request));
        return JSON.readTree(response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
