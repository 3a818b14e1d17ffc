package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClusterTest {

  @Test
  void shouldNotTakeTheStateOfAnotherAggregatorForItsOwn() {
    // given one whose name begins like that of another
    String other = "tributary-aggregator-test-entities-changelog";

    // when / then
    assertThat(Cluster.changelogs("tributary-aggregator"))
        .contains("tributary-aggregator-entities-changelog")
        .doesNotContain(other);
    assertThat(Cluster.changelogs("tributary-aggregator-test")).contains(other);
  }
}
