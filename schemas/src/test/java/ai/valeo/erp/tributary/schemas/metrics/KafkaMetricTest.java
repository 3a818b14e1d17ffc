package ai.valeo.erp.tributary.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which of Kafka's own metrics are shown. */
final class KafkaMetricTest {

  private static final String BREAKS_THE_PAGE = "kafka.stream.state.number.open.files";

  @Test
  void shouldNeverShowWhatBreaksThePage() {
    assertThat(KafkaMetric.isShown(BREAKS_THE_PAGE, false)).isFalse();
    assertThat(KafkaMetric.isShown(BREAKS_THE_PAGE, true)).isFalse();
  }

  @Test
  void shouldShowTheCatalogueAndLeaveOutTheRestUnlessAsked() {
    assertThat(KafkaMetric.isShown(KafkaMetric.STORE_FILES.id(), false)).isTrue();
    assertThat(KafkaMetric.isShown("kafka.consumer.select.rate", false)).isFalse();
    assertThat(KafkaMetric.isShown("kafka.consumer.select.rate", true)).isTrue();
  }

  @Test
  void shouldLeaveOthersAlone() {
    assertThat(KafkaMetric.isShown("tributary.topology.received", false)).isTrue();
    assertThat(KafkaMetric.isShown("jvm.memory.used", false)).isTrue();
  }
}
