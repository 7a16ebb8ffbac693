package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.impl.basicauth.BasicAuthCredentialsProviderBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to the engine; without its address the server runs the API alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("slipway.camunda.grpc-address")
@EnableConfigurationProperties(CamundaSettings.class)
class CamundaConfiguration {

    @Bean(destroyMethod = "close")
    CamundaClient camundaClient(CamundaSettings settings) {
        var builder = CamundaClient.newClientBuilder()
                .grpcAddress(settings.grpcAddress())
                .restAddress(settings.restAddress())
                .preferRestOverGrpc(false)
                .applyEnvironmentVariableOverrides(false)
                .defaultRequestTimeout(Duration.ofSeconds(20))
                .jobHandlingExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);
        if (settings.isProtected()) {
            builder.credentialsProvider(new BasicAuthCredentialsProviderBuilder()
                    .applyEnvironmentOverrides(false)
                    .username(settings.username())
                    .password(settings.password())
                    .build());
        }
        return builder.build();
    }

    @Bean
    EngineVersion engineVersion(CamundaClient client) {
        return EngineVersion.of(client.newTopologyRequest().send().join().getGatewayVersion());
    }

    @Bean
    DeployedModels deployedModels(EngineVersion version, CamundaClient client, EngineRest rest) {
        return switch (version) {
            case V8_6 -> new ProbedModels(client);
            case V8_9 -> new SearchedModels(rest);
        };
    }
}
