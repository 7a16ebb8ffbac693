package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.engine.ModelState;
import io.slipway.engine.ModelState.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models belong to their owners: what somebody deployed around Slipway stays until an administrator replaces it. */
@ProcessTest
class ModelsProcessTest {

    @Autowired
    Models models;

    @Autowired
    CamundaClient client;

    @Autowired
    JdbcClient jdbc;

    private final Bundle bundle = Bundle.read();

    @BeforeEach
    @AfterEach
    void standOnTheBundle() {
        models.upgrade();
    }

    /** Deploy as the Modeler would: one process changed, with what it is bound to. */
    private void deployOwners(String process) {
        var first = bundle.models().getFirst();
        var command = client.newDeployResourceCommand().addResourceBytes(bytes(first.text()), first.file());
        for (var model : bundle.models().subList(1, bundle.models().size())) {
            String text = model.id().equals(process)
                    ? model.text().replaceFirst("<bpmn:documentation>|(?=</bpmn:process>)", "<!-- ours -->$0")
                    : model.text();
            command = command.addResourceBytes(bytes(text), model.file());
        }
        command.send().join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ModelState state(String name) {
        return models.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As after an update of Slipway, whose bundle was never deployed. */
    private void bringANewBundle() {
        jdbc.sql("UPDATE model_version SET bundle_digest = 'older' WHERE bundle_digest = :digest")
                .param("digest", bundle.digest())
                .update();
        jdbc.sql("DELETE FROM model_deployment WHERE bundle_digest = :digest")
                .param("digest", bundle.digest())
                .update();
    }

    private boolean deployed() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM model_deployment WHERE bundle_digest = :digest)")
                .param("digest", bundle.digest())
                .query(Boolean.class)
                .single();
    }

    @Test
    @DisplayName("Process owner – an own version stays although a new bundle came, until it is upgraded")
    void keepsAnOwnersVersion() {
        jdbc.sql("INSERT INTO model_deployment VALUES ('older', now()) ON CONFLICT DO NOTHING")
                .update();
        int ours = state("WaveRollout").version();
        deployOwners("WaveRollout");
        bringANewBundle();

        models.deploy();

        assertThat(state("WaveRollout"))
                .extracting(ModelState::version, ModelState::state)
                .containsExactly(ours + 1, State.OWNERS);
        assertThat(deployed()).isFalse();

        models.upgrade();

        assertThat(models.models()).extracting(ModelState::state).containsOnly(State.BUNDLED);
        assertThat(state("WaveRollout").version()).isEqualTo(ours + 2);
        assertThat(deployed()).isTrue();
    }

    @Test
    @DisplayName("Platform engineer – a new bundle takes the place of an older one of Slipway's, once")
    void replacesItsOwnVersions() {
        jdbc.sql("INSERT INTO model_deployment VALUES ('older', now()) ON CONFLICT DO NOTHING")
                .update();
        bringANewBundle();
        assertThat(models.models()).extracting(ModelState::state).containsOnly(State.SLIPWAYS);

        models.deploy();
        var once = models.models();
        models.deploy();

        assertThat(once).extracting(ModelState::state).containsOnly(State.BUNDLED);
        assertThat(models.models()).isEqualTo(once);
        assertThat(models.isLost()).isFalse();
    }

    @Test
    @DisplayName("Platform engineer – an engine that holds none of the models was lost")
    void findsNoVersionOfWhatIsNotThere() {
        var probed = new ProbedModels(client);

        assertThat(List.of(
                        probed.newest(new Bundle.Model("NoSuchProcess.bpmn", ""), 0),
                        probed.newest(new Bundle.Model("NoSuchTable.dmn", ""), 0)))
                .containsOnly(0);
    }
}
