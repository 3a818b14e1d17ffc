package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.LogLines;
import ai.valeo.erp.tributary.graphql.publish.Allowances;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.OutcomeReader;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class OutcomeFeedTest {
  private static final int PATIENCE_SECONDS = 60;

  @Test
  void shouldSayTheCauseOnceWhileTheBrokersNameIsUnknown() throws Exception {
    // given
    var attempts = new Semaphore(0);
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://127.0.0.1:1"));
        LogLines lines = LogLines.of(OutcomeFeed.class)) {
      OutcomeFeed feed = unresolvable(serdes, attempts);

      // when
      Thread thread = Thread.ofPlatform().daemon().start(feed);
      assertThat(attempts.tryAcquire(3, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      feed.stop();
      thread.join();

      // then
      assertThat(lines.at(Level.WARN))
          .filteredOn(line -> line.getThrowableProxy() != null)
          .hasSize(1);
    }
  }

  private static OutcomeFeed unresolvable(AvroSerdes serdes, Semaphore attempts) {
    Topics topics = Topics.standard();
    return new OutcomeFeed(
        () -> {
          attempts.release();
          throw new KafkaException(
              "no reader", new ConfigException("No resolvable bootstrap urls"));
        },
        new OutcomeReader(AvroReaders.all(serdes, topics, EntityTypes.bundled())),
        new Allowances(topics, serdes),
        new Underway(
            1,
            new EdgeNodeId("central"),
            new Underway.Clocks(() -> Instant.EPOCH, () -> 0),
            new CommandMetrics(new SimpleMeterRegistry())),
        new AccessWatch(kind -> {}));
  }
}
