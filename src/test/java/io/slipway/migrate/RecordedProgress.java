package io.slipway.migrate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A caller that remembers what it is told, and may do something at each statement. */
public final class RecordedProgress implements Progress {

    public final List<StatementLog> logs = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    public volatile boolean stop;
    volatile int heartbeats;
    public volatile Consumer<StatementLog> atStatement = log -> {};
    public volatile Consumer<String> atHeartbeat = doing -> {};

    @Override
    public void statementFinished(StatementLog log) {
        logs.add(log);
        atStatement.accept(log);
    }

    @Override
    public boolean stopRequested() {
        return stop;
    }

    @Override
    public void heartbeat(String doing) {
        told.add(doing);
        heartbeats++;
        atHeartbeat.accept(doing);
    }
}
