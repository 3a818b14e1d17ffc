package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.topology.stream.TopologyMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class RegistryWatchTest {

  private static final int SCHEMA = 7;

  @Test
  void shouldLetTheStreamGoOnThoughAskingFailedInWaysNobodyThoughtOf() {
    // given
    AtomicInteger asked = new AtomicInteger();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "watched");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    Topology topology = new Topology();
    topology.addSource("source", "topic");
    try (KafkaStreams streams = new KafkaStreams(topology, properties);
        RegistryWatch watch =
            new RegistryWatch(
                schemaId -> {
                  if (asked.incrementAndGet() == 1) {
                    throw new IllegalStateException("nobody thought of this");
                  }
                  return schemaId == SCHEMA;
                },
                new TopologyMetrics(
                    new SimpleMeterRegistry(), List.of(), InstantSource.system()))) {
      watch.attach(new StreamRun(streams, () -> {}));

      // when
      watch.closed(SCHEMA, "no answer");

      // then
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(watch.isClosed()).isFalse());
      assertThat(asked).hasValue(2);
      assertThat(streams.isPaused()).isFalse();
    }
  }
}
