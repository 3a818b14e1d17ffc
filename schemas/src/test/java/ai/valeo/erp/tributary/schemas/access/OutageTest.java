package ai.valeo.erp.tributary.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class OutageTest {
  private static final KafkaException NO_ADDRESS =
      new KafkaException("no consumer", new ConfigException("No resolvable bootstrap urls given"));

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Outage outage = new Outage(logger(), "a feed");

  @Test
  void shouldSayTheCauseOnceAndThenMoreAndMoreRarelyThatItGoesOn() {
    // when
    for (int attempt = 1; attempt <= 1_000; attempt++) {
      outage.failed(NO_ADDRESS);
    }

    // then
    assertThat(lines.list).allMatch(line -> line.getLevel() == Level.WARN);
    assertThat(lines.list).filteredOn(line -> line.getThrowableProxy() != null).hasSize(1);
    assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("no consumer");
    assertThat(lines.list.stream().skip(1).map(line -> value(line, "attempts")))
        .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
    assertThat(lines.list.stream().skip(1).map(line -> value(line, "why")))
        .containsOnly("No resolvable bootstrap urls given");
  }

  @Test
  void shouldSayAnotherCauseToo() {
    // when
    outage.failed(NO_ADDRESS);
    outage.failed(new TimeoutException("no answer in 60000 ms"));
    outage.failed(new TimeoutException("no answer in 60001 ms"));

    // then
    assertThat(lines.list)
        .extracting(line -> line.getThrowableProxy().getMessage())
        .containsExactly("no consumer", "no answer in 60000 ms");
  }

  @Test
  void shouldSayOnceThatItIsOver() {
    // given
    outage.failed(NO_ADDRESS);

    // when
    outage.over();
    outage.over();
    outage.failed(NO_ADDRESS);

    // then
    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO, Level.WARN);
    assertThat(lines.list.getLast().getThrowableProxy()).isNotNull();
  }

  @Test
  void shouldLeaveRefusalsToTheAccessWatch() {
    // when
    outage.failed(new SaslAuthenticationException("who are you"));
    outage.over();

    // then
    assertThat(lines.list).isEmpty();
  }

  @Test
  void shouldPauseLongerAndLongerUntilItIsOver() {
    // when
    List<Long> pauses = IntStream.range(0, 6).mapToObj(i -> outage.pause().toMillis()).toList();
    outage.over();

    // then
    assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L);
    assertThat(outage.pause().toMillis()).isEqualTo(500);
  }

  private static Object value(ILoggingEvent line, String key) {
    return line.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> pair.value)
        .findFirst()
        .orElseThrow();
  }

  private Logger logger() {
    var context = new LoggerContext();
    Logger logger = context.getLogger("test");
    logger.setLevel(Level.INFO);
    lines.setContext(context);
    lines.start();
    logger.addAppender(lines);
    return logger;
  }
}
