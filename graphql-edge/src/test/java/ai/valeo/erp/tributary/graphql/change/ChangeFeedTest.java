package ai.valeo.erp.tributary.graphql.change;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.LogLines;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
  private static final int PATIENCE_SECONDS = 60;

  @Test
  void shouldSayOnceThatTheBrokersNameIsUnknownAndOnceThatItIsFound() throws Exception {
    // given a name that nobody knows at first
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://127.0.0.1:1"))) {
      var reader =
          new TopicReader(AvroReaders.all(serdes, Topics.standard(), EntityTypes.bundled()));
      var source = new Unresolvable(new LogDouble(reader.topics(), 1), 3);
      var feed =
          new ChangeFeed(
              source,
              reader,
              new ChangeFeed.ChangeParts(
                  ChangeLimits.standard(), () -> 0, new ChangeMeters(new SimpleMeterRegistry())));

      // when
      try (LogLines lines = LogLines.of(ChangeFeed.class)) {
        Thread thread = Thread.ofPlatform().daemon().start(feed);
        assertThat(source.isFound.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        // then
        Awaitility.await()
            .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
            .untilAsserted(() -> assertThat(lines.at(Level.INFO)).hasSize(1));
        assertThat(lines.at(Level.WARN))
            .filteredOn(line -> line.getThrowableProxy() != null)
            .hasSize(1);
        feed.stop();
        thread.join();
      }
    }
  }

  /** A source whose first readers cannot be made. */
  private static final class Unresolvable implements ChangeSource {
    private final LogDouble found;
    private final AtomicInteger failuresLeft;
    private final CountDownLatch isFound = new CountDownLatch(1);

    Unresolvable(LogDouble found, int failures) {
      this.found = found;
      this.failuresLeft = new AtomicInteger(failures);
    }

    @Override
    public Consumer<String, byte[]> reader(String name) {
      if (failuresLeft.getAndDecrement() > 0) {
        throw new KafkaException("no reader", new ConfigException("No resolvable bootstrap urls"));
      }
      isFound.countDown();
      return found.reader(name);
    }

    @Override
    public Map<String, Shape> shapes(Set<String> topics) {
      return found.shapes(topics);
    }
  }
}
