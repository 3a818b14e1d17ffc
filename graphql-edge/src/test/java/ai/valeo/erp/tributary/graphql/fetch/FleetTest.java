package ai.valeo.erp.tributary.graphql.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.view.EdgeNodeView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Edge nodes in figures. */
final class FleetTest {

  private static final long NOW = 1_000_000;
  private static final Map<String, Double> SKEWS = Map.of("berlin", -4.0, "paris", 90.0);
  private static final Fleet.Look LOOK =
      new Fleet.Look(NOW, 30_000, id -> SKEWS.getOrDefault(id, Double.NaN), 2);

  @Test
  void shouldCountByStateAndCallSilentWhoSaidNoGoodbye() {
    // when
    Fleet fleet = Fleet.of(nodes(), LOOK);

    // then
    assertThat(fleet.byState())
        .containsEntry("ONLINE", 1L)
        .containsEntry("OFFLINE", 1L)
        .containsEntry("SILENT", 1L)
        .containsEntry("UNSTABLE", 0L);
    assertThat(fleet.sums()).isEqualTo(new Fleet.Sums(12, 3, 3));
  }

  @Test
  void shouldTellTheWorst() {
    // when
    Fleet.Extremes extremes = Fleet.of(nodes(), LOOK).extremes();

    // then the silent node's clock is not known any more, and who said goodbye is not missed
    assertThat(extremes).isEqualTo(new Fleet.Extremes(500, 100, 4));
  }

  @Test
  void shouldNotGuessAClockWhoseHeartbeatsComeToAnotherInstance() {
    // given
    var elsewhere = new Fleet.Look(NOW, 30_000, id -> Double.NaN, 2);

    // when
    Fleet fleet = Fleet.of(nodes(), elsewhere);

    // then
    assertThat(fleet.extremes()).isEqualTo(new Fleet.Extremes(500, 100, 0));
    assertThat(fleet.most()).allSatisfy(node -> assertThat(node.skew()).isNaN());
  }

  @Test
  void shouldNameNoMoreThanAllowedAndThoseWithMostPending() {
    assertThat(Fleet.of(nodes(), LOOK).most())
        .extracting(Fleet.Node::id)
        .containsExactly("paris", "berlin");
  }

  private static List<EdgeNodeView> nodes() {
    return List.of(
        node("berlin", "ONLINE", 4, NOW - 2_000, NOW - 500_000),
        node("paris", "ONLINE", 8, NOW - 100_000, NOW - 200_000),
        node("rome", "OFFLINE", 0, NOW - 900_000, null));
  }

  private static EdgeNodeView node(
      String id, String state, long pending, long sentAtMs, @Nullable Long oldestMs) {
    return new EdgeNodeView(
        id,
        null,
        state,
        "1",
        null,
        new EdgeNodeView.Counts(pending, 1, 1, 0),
        new EdgeNodeView.Machine(0, 0, 0),
        new EdgeNodeView.Store(null, null, 1, oldestMs, 0, 0),
        List.of(),
        sentAtMs);
  }
}
