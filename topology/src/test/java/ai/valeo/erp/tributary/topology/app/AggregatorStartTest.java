package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorStartTest {

  @TempDir private Path stateDir;

  @Test
  void shouldWaitForABrokerWhoseNameCannotBeResolvedYet() {
    // given
    var settings =
        AggregatorSettings.of(
            Map.of(
                "kafka.bootstrap.servers", "broker.invalid:9092",
                "schema.registry.url", "http://localhost:1",
                "aggregator.state.dir", stateDir.toString()));

    try (var aggregator = new Aggregator(settings, new SimpleMeterRegistry())) {
      // when
      aggregator.start();

      // then
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> aggregator.health().state() == State.WAITING_FOR_BROKER);
      assertThat(aggregator.health().state()).isEqualTo(State.WAITING_FOR_BROKER);
      assertThat(aggregator.health().reasons())
          .anySatisfy(reason -> assertThat(reason).startsWith("Broker address cannot be used yet"));
    }
  }
}
