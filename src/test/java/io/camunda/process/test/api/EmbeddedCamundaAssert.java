package io.camunda.process.test.api;

import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import io.camunda.process.test.impl.assertions.CamundaDataSource;
import io.camunda.zeebe.client.api.response.ProcessInstanceEvent;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/** Points Camunda Process Test's assertions at a running Operate; what does so there is package-private, hence this package. */
@NullMarked
public final class EmbeddedCamundaAssert {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmbeddedCamundaAssert() {}

    /** Let the assertions of this thread read the Operate at that address, which shows a step some seconds after it happened. */
    public static void readFrom(URI operateAddress) {
        CamundaAssert.initialize(new CamundaDataSource(operateAddress.toString()));
        CamundaAssert.setAssertionTimeout(PATIENCE);
    }

    /** Assert something of the process instance with that key. */
    public static ProcessInstanceAssert assertThatInstance(long processInstanceKey) {
        return CamundaAssert.assertThat(new Instance(processInstanceKey));
    }

    /** What the assertions take: only the key is read. */
    private record Instance(long key) implements ProcessInstanceEvent {

        @Override
        public long getProcessInstanceKey() {
            return key;
        }

        @Override
        public long getProcessDefinitionKey() {
            return 0;
        }

        @Override
        public String getBpmnProcessId() {
            return "";
        }

        @Override
        public int getVersion() {
            return 0;
        }

        @Override
        public String getTenantId() {
            return "<default>";
        }
    }
}
