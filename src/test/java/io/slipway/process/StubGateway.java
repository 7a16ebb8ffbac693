package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.zeebe.gateway.protocol.GatewayGrpc;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway that takes messages, or refuses some, and gives out one job and records what becomes of it. */
final class StubGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

    private final List<PublishMessageRequest> published = new CopyOnWriteArrayList<>();
    private static final List<String> TABLES = List.of("ApprovalPolicy", "RolloutPolicy");

    private final List<String> evaluated = new CopyOnWriteArrayList<>();
    private final List<String> jobCommands = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile String refused = "";

    StubGateway() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CamundaClient client() {
        return CamundaClient.newClientBuilder()
                .grpcAddress(URI.create("http://127.0.0.1:" + server.getPort()))
                .preferRestOverGrpc(false)
                .applyEnvironmentVariableOverrides(false)
                .build();
    }

    /** Refuse every message with this correlation key, and the decision with this id. */
    void refuse(String key) {
        refused = key;
    }

    List<PublishMessageRequest> published() {
        return published;
    }

    @Override
    public void publishMessage(PublishMessageRequest request, StreamObserver<PublishMessageResponse> answer) {
        if (request.getCorrelationKey().equals(refused)) {
            answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            return;
        }
        published.add(request);
        respond(answer, PublishMessageResponse.newBuilder().setKey(1).build());
    }

    /** Return what was said of jobs, as command, job and figure. */
    List<String> jobCommands() {
        return jobCommands;
    }

    @Override
    public void activateJobs(ActivateJobsRequest request, StreamObserver<ActivateJobsResponse> answer) {
        var job = ActivatedJob.newBuilder()
                .setKey(7)
                .setRetries(5)
                .setVariables("{}")
                .setCustomHeaders("{}");
        respond(answer, ActivateJobsResponse.newBuilder().addJobs(job).build());
    }

    @Override
    public void updateJobTimeout(UpdateJobTimeoutRequest request, StreamObserver<UpdateJobTimeoutResponse> answer) {
        jobCommands.add("timeout %d %d".formatted(request.getJobKey(), request.getTimeout()));
        respond(answer, UpdateJobTimeoutResponse.getDefaultInstance());
    }

    @Override
    public void updateJobRetries(UpdateJobRetriesRequest request, StreamObserver<UpdateJobRetriesResponse> answer) {
        jobCommands.add("retries %d %d".formatted(request.getJobKey(), request.getRetries()));
        respond(answer, UpdateJobRetriesResponse.getDefaultInstance());
    }

    @Override
    public void failJob(FailJobRequest request, StreamObserver<FailJobResponse> answer) {
        jobCommands.add("fail %d %d".formatted(request.getJobKey(), request.getRetries()));
        respond(answer, FailJobResponse.getDefaultInstance());
    }

    @Override
    public void completeJob(CompleteJobRequest request, StreamObserver<CompleteJobResponse> answer) {
        jobCommands.add("complete %d".formatted(request.getJobKey()));
        respond(answer, CompleteJobResponse.getDefaultInstance());
    }

    /** Return by what decisions were evaluated: their id for the newest version, or the key of one version. */
    List<String> evaluated() {
        return evaluated;
    }

    /** Evaluate the bundle's table, unless the gateway is to refuse it. */
    @Override
    public void evaluateDecision(EvaluateDecisionRequest request, StreamObserver<EvaluateDecisionResponse> answer) {
        long key = request.getDecisionKey();
        String id = key > 0 ? TABLES.get((int) key - 1) : request.getDecisionId();
        evaluated.add(key > 0 ? "version " + key : id);
        if (id.equals(refused)) {
            answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            return;
        }
        var output = DecisionTable.named(id).of(request.getVariables());
        respond(
                answer,
                EvaluateDecisionResponse.newBuilder()
                        .setDecisionKey(TABLES.indexOf(id) + 1)
                        .setDecisionOutput(output.toString())
                        .build());
    }

    private static <T> void respond(StreamObserver<T> answer, T response) {
        answer.onNext(response);
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
