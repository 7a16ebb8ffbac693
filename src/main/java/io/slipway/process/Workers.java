package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Registers all workers with the engine; the only place with client options. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
class Workers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final String MIGRATE = "MigrateDatabases";

    private final CamundaClient client;
    private final CamundaSettings settings;
    private final List<Worker> workers;
    private final Models models;
    private final Outcomes outcomes;
    private final List<JobWorker> open = new ArrayList<>();

    Workers(CamundaClient client, CamundaSettings settings, List<Worker> workers, Models models, Outcomes outcomes) {
        this.client = client;
        this.settings = settings;
        this.workers = workers;
        this.models = models;
        this.outcomes = outcomes;
    }

    /** Return the job type of an element. */
    static String jobType(String element) {
        return "slipway." + Character.toLowerCase(element.charAt(0)) + element.substring(1);
    }

    @Override
    public void start() {
        models.deploy();
        for (Worker worker : workers) {
            String type = jobType(worker.element());
            Stream<String> types = worker.element().equals(MIGRATE)
                    ? settings.zones().stream().map(zone -> type + "." + zone)
                    : Stream.of(type);
            types.forEach(jobType -> open.add(register(jobType, worker)));
        }
        LOG.info("workers={} opened", open.size());
    }

    private JobWorker register(String type, Worker worker) {
        return client.newWorker()
                .jobType(type)
                .handler((jobs, job) -> handle(worker, job))
                .name("slipway")
                .timeout(worker.timeout())
                .maxJobsActive(settings.workers())
                .fetchVariables(worker.variables().isEmpty() ? List.of("none") : worker.variables())
                .streamEnabled(true)
                .open();
    }

    private void handle(Worker worker, ActivatedJob activated) {
        var extended = new AtomicLong(System.nanoTime());
        var job = new Job(
                activated.getProcessInstanceKey(),
                new Job.Model(activated.getProcessDefinitionKey(), activated.getProcessDefinitionVersion()),
                activated.getElementInstanceKey(),
                worker.element(),
                activated.getVariablesAsMap(),
                () -> extend(worker, activated, extended));
        outcomes.answer(client, activated, () -> worker.handle(job));
    }

    /** Keep the job at a third of its timeout. */
    private void extend(Worker worker, ActivatedJob job, AtomicLong last) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before > worker.timeout().toNanos() / 3 && last.compareAndSet(before, now)) {
            client.newUpdateTimeoutCommand(job.getKey())
                    .timeout(worker.timeout())
                    .send();
        }
    }

    @Override
    public void stop() {
        open.forEach(JobWorker::close);
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return !open.isEmpty();
    }
}
