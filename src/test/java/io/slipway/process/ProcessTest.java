package io.slipway.process;

import io.slipway.testing.TestOrder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test in the whole application with its workers, on the embedded platform and the sample's databases.
 *
 * <p>All such tests share one application: a second one would take the first one's jobs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({Shop.class, ProcessClock.class})
@ExtendWith(RanProcessTests.class)
@Order(TestOrder.PROCESS)
@ContextConfiguration(initializers = OwnPlatform.class)
@interface ProcessTest {}
