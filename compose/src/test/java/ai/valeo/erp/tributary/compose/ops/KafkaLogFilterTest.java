package ai.valeo.erp.tributary.compose.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class KafkaLogFilterTest {

  private final KafkaLogFilter filter = new KafkaLogFilter();
  private final LoggerContext context = new LoggerContext();

  @Test
  void shouldLeaveRefusalsToOurselves() {
    // given
    var refused = new SaslAuthenticationException("invalid credentials");
    // when / then
    assertThat(decide("org.apache.kafka.clients.admin.X", "failed", refused))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide("ai.valeo.X", "failed", refused)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void shouldSayWhatRepeatsOnce() {
    assertThat(decide("org.apache.kafka.X", "away", null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("org.apache.kafka.X", "away", null)).isEqualTo(FilterReply.DENY);
    assertThat(decide("org.apache.kafka.X", "other", null)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(String name, String format, Throwable failure) {
    Logger logger = context.getLogger(name);
    logger.setLevel(Level.WARN);
    return filter.decide(null, logger, Level.WARN, format, null, failure);
  }
}
