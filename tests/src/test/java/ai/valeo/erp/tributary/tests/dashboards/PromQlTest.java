package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.tests.dashboards.PromQl.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {
  @Test
  void shouldFindMetricsAndTheLabelsTheyAreChosenBy() {
    // when
    PromQl query =
        PromQl.of(
            "(sum by (le, type) (rate(a_total{state=\"b{c}\",x!~\"5..\"}[5m])) or vector(0))"
                + " / on (job) group_left (node) clamp_min(a:b:c offset 1w, 1e-3) > bool 0.5");
    // then
    assertThat(query.selectors())
        .containsExactly(
            new Selector("a_total", Set.of("state", "x")), new Selector("a:b:c", Set.of()));
    assertThat(query.grouped()).containsExactlyInAnyOrder("le", "type", "job", "node");
  }

  @Test
  void shouldTakeAnAggregationWithItsLabelsAfterForNoMetric() {
    // when
    PromQl query = PromQl.of("max(m{$on}) by (node)".replace("$on", ""));
    // then
    assertThat(query.selectors()).containsExactly(new Selector("m", Set.of()));
    assertThat(query.grouped()).containsExactly("node");
  }
}
