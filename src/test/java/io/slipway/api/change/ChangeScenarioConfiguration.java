package io.slipway.api.change;

import io.slipway.access.Tokens;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.project.Accounts;
import io.slipway.review.Issues;
import io.slipway.rollout.StageAnswers;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.StagePlanning;
import io.slipway.rollout.StageRelease;
import io.slipway.rollout.Stages;
import io.slipway.rollout.WaveFlow;
import io.slipway.rollout.task.Tasks;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the scenario together from the application's parts. */
@TestConfiguration(proxyBeanMethods = false)
public class ChangeScenarioConfiguration {

    @Bean
    ChangeScenario.Flow flow(
            Issues issues,
            Stages stages,
            StagePlanning planning,
            StageFlow stageFlow,
            StageAnswers stageAnswers,
            StageRelease stageRelease,
            WaveFlow waveFlow,
            Tasks tasks) {
        return new ChangeScenario.Flow(
                issues, stages, tasks, planning, stageFlow, stageAnswers, stageRelease, waveFlow);
    }

    @Bean
    ChangeScenario changeScenario(
            Accounts accounts,
            Tokens tokens,
            ConfigurationReader reader,
            ConfigurationApply configuration,
            ChangeScenario.Flow flow,
            JdbcClient jdbc) {
        return new ChangeScenario(accounts, tokens, reader, configuration, flow, jdbc);
    }
}
