package ai.valeo.erp.tributary.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric's name and meaning are fit for a catalogue. */
final class MetricTest {

  @Test
  void shouldTakeADottedName() {
    assertThat(Metric.gauge("tributary.edge.pending", "What waits.", "").id())
        .isEqualTo("tributary.edge.pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Edge.pending", "tributary", "tributary.edge_pending", "tributary..x"})
  void shouldRefuseOtherNames(String id) {
    assertThatThrownBy(() -> Metric.gauge(id, "What waits.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("id: " + id);
  }

  @Test
  void shouldRefuseAMeaningThatIsNoSentence() {
    assertThatThrownBy(() -> Metric.gauge("tributary.edge.pending", "waits", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldBeNamedAsPrometheusShowsIt() {
    assertThat(Metric.counter("tributary.edge.sent", "All.", "").prometheusName())
        .isEqualTo("tributary_edge_sent_total");
    assertThat(Metric.timer("tributary.edge.wait", "All.", "").prometheusName())
        .isEqualTo("tributary_edge_wait_seconds");
    assertThat(Metric.gauge("tributary.edge.store.bytes", "All.", "").in("bytes").prometheusName())
        .isEqualTo("tributary_edge_store_bytes");
    assertThat(Metric.gauge("tributary.edge.free", "All.", "").in("bytes").prometheusName())
        .isEqualTo("tributary_edge_free_bytes");
  }
}
