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
    assertThat(new Metric("tributary.edge.pending", "", "What waits.", "").id())
        .isEqualTo("tributary.edge.pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge.pending", "tributary", "tributary.edge_pending", "tributary..x"})
  void shouldRefuseOtherNames(String id) {
    assertThatThrownBy(() -> new Metric(id, "", "What waits.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("id: " + id);
  }

  @Test
  void shouldRefuseAMeaningThatIsNoSentence() {
    assertThatThrownBy(() -> new Metric("tributary.edge.pending", "", "waits", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
