package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.app.Freshness.Place;
import ai.valeo.erp.tributary.graphql.app.Freshness.Places;
import ai.valeo.erp.tributary.graphql.app.Freshness.Reach;
import ai.valeo.erp.tributary.graphql.peer.Host;
import ai.valeo.erp.tributary.graphql.peer.Table;
import ai.valeo.erp.tributary.graphql.view.StreamsViewStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When what a copy shows is fresh enough. */
class FreshnessTest {
  private static final String ENTITIES = "entities";
  private static final String NODES = "nodes";
  private static final String INDEX = "index";

  /** Written in transactions; a plain topic; a changelog of the views. */
  private static final Places PLACES =
      new Places(
          Map.of(ENTITIES, "entities.v1", NODES, "nodes.v1", INDEX, "index-source.v1"),
          Set.of(ENTITIES, NODES),
          Set.of(ENTITIES));

  private final AtomicLong nowNs = new AtomicLong();
  private final Freshness freshness =
      new Freshness(new StreamsViewStores(), PLACES, nowNs::get, Duration.ofSeconds(5));

  @Test
  void shouldNotWaitForTheMarkerOfATransaction() {
    // when a record and its marker are there, and the copy has the record
    measure(ENTITIES, 1, 2);

    // then
    assertThat(freshness.isFresh(ENTITIES, 0)).isTrue();
  }

  @Test
  void shouldMissTheOnlyRecordOfAPlainTopic() {
    // when
    measure(NODES, 0, 1);

    // then
    assertThat(freshness.isFresh(NODES, 0)).isFalse();
  }

  @Test
  void shouldMissTheLastRecordOfAChangelog() {
    // given an owner that works
    freshness.owned(ownedBy("a"), partition -> 0L);

    // when
    measure(INDEX, 6, 7);
    boolean isFreshBefore = freshness.isFresh(INDEX, 0);
    measure(INDEX, 7, 7);

    // then
    assertThat(isFreshBefore).isFalse();
    assertThat(freshness.isFresh(INDEX, 0)).isTrue();
  }

  @Test
  void shouldAgeWithTheMomentWhoseEndItHasReached() {
    // given
    measure(NODES, 4, 4);

    // when more is written, which the copy does not get
    nowNs.set(Duration.ofSeconds(4).toNanos());
    measure(NODES, 4, 5);
    boolean isFreshWithinTheBound = freshness.isFresh(NODES, 0);
    nowNs.set(Duration.ofSeconds(6).toNanos());

    // then
    assertThat(isFreshWithinTheBound).isTrue();
    assertThat(freshness.isFresh(NODES, 0)).isFalse();
  }

  private void measure(String store, long position, long end) {
    freshness.measure(nowNs.get(), Map.of(new Place(store, 0), new Reach(position, end)));
  }

  private static Table ownedBy(String name) {
    Host host = new Host(name, 1);
    var partition = new TopicPartition("index-source.v1", 0);
    return new Table(host, Map.of(partition, host), Map.of(partition, List.of()), Set.of());
  }
}
