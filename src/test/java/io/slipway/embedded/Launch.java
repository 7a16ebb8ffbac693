package io.slipway.embedded;

import io.slipway.testing.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts the pieces side by side, each as soon as what it needs is there, and tells of each when it is ready. */
record Launch(PlatformFiles files, DataFolder data, Ports ports, boolean controlledClock, Consumer<String> console) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The order of stopping: who reads before who is read. */
    private static final List<CamundaProcess> STOPPING =
            List.of(CamundaProcess.OPERATE, CamundaProcess.TASKLIST, CamundaProcess.BROKER, CamundaProcess.OPENSEARCH);

    /** Start all and return when all are ready; when one fails, end the rest and fail with it. */
    Platform run(EmbeddedPlatform.Servers servers, boolean withOperate) {
        var running = new ConcurrentHashMap<CamundaProcess, Child>();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var slipway = CompletableFuture.supplyAsync(() -> told("PostgreSQL", servers::slipway), executor);
            var scratch = CompletableFuture.supplyAsync(() -> told("PostgreSQL scratch", servers::scratch), executor);
            var openSearch = CompletableFuture.runAsync(() -> start(CamundaProcess.OPENSEARCH, running), executor);
            var broker = CompletableFuture.runAsync(() -> start(CamundaProcess.BROKER, running), executor);
            var tasklist = openSearch.thenRunAsync(() -> start(CamundaProcess.TASKLIST, running), executor);
            var operate = openSearch.thenRunAsync(
                    () -> {
                        if (withOperate) {
                            start(CamundaProcess.OPERATE, running);
                        }
                    },
                    executor);
            allOrFirstFailure(List.of(slipway, scratch, openSearch, broker, tasklist, operate))
                    .join();
            return new Platform(this, slipway.join(), scratch.join(), running);
        } catch (CompletionException e) {
            stop(running);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
    }

    /** End what runs, delete what it kept, and start the same again, who is read before who reads. */
    void startOver(Map<CamundaProcess, Child> running) {
        var lost = STOPPING.reversed().stream().filter(running::containsKey).toList();
        stop(running);
        lost.forEach(process -> data.forget(process.key()));
        lost.forEach(process -> start(process, running));
    }

    /** Kill one that runs, and start it again on what it kept. */
    void killAndStart(CamundaProcess process, Map<CamundaProcess, Child> running) {
        Objects.requireNonNull(running.remove(process), process.title()).kill();
        start(process, running);
    }

    private static CompletableFuture<?> allOrFirstFailure(List<CompletableFuture<?>> pieces) {
        var failure = new CompletableFuture<Void>();
        pieces.forEach(piece -> piece.whenComplete((ready, problem) -> {
            if (problem != null) {
                failure.completeExceptionally(problem);
            }
        }));
        var all = CompletableFuture.allOf(pieces.toArray(CompletableFuture<?>[]::new));
        return CompletableFuture.anyOf(all, failure);
    }

    /** Start one of Camunda's programs, or OpenSearch, and return when it is ready. */
    void start(CamundaProcess process, Map<CamundaProcess, Child> running) {
        var begin = System.nanoTime();
        var child = process.start(files, data, ports, controlledClock);
        running.put(process, child);
        var ready = Waiting.patiently(PATIENCE, () -> {
            child.requireAlive();
            return Http.answers(readiness(process));
        });
        if (!ready) {
            throw PlatformException.notReady(process.title(), PATIENCE.toSeconds(), child.log());
        }
        if (process == CamundaProcess.TASKLIST) {
            TasklistLogins.write(Platform.local(ports.openSearch()));
        }
        tell(process.title(), begin, port(process));
    }

    private <T extends EmbeddedPostgres> T told(String title, Supplier<T> start) {
        var begin = System.nanoTime();
        var server = start.get();
        tell(title, begin, server.port());
        return server;
    }

    private void tell(String title, long begin, int port) {
        var seconds = (System.nanoTime() - begin) / 1e9;
        console.accept(String.format(Locale.ROOT, "%-18s ready %6.1f s   127.0.0.1:%d", title, seconds, port));
    }

    private int port(CamundaProcess process) {
        return switch (process) {
            case OPENSEARCH -> ports.openSearch();
            case BROKER -> ports.gateway();
            case TASKLIST -> ports.tasklist();
            case OPERATE -> ports.operate();
        };
    }

    private URI readiness(CamundaProcess process) {
        var health = "/actuator/health/readiness";
        return switch (process) {
            case OPENSEARCH -> Platform.local(ports.openSearch()).resolve("/_cluster/health?wait_for_status=yellow");
            case BROKER -> Platform.local(ports.management()).resolve(health);
            case TASKLIST -> Platform.local(ports.tasklistManagement()).resolve(health);
            case OPERATE -> Platform.local(ports.operateManagement()).resolve(health);
        };
    }

    /** End what runs, in order. */
    void stop(Map<CamundaProcess, Child> running) {
        var left = new EnumMap<CamundaProcess, Child>(CamundaProcess.class);
        left.putAll(running);
        STOPPING.stream().filter(left::containsKey).map(left::get).forEach(Child::close);
        running.clear();
    }
}
