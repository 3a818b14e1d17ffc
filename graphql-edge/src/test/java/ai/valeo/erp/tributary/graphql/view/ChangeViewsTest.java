package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeViewsTest {

  private static final ConflictQuery ALL = ConflictQuery.ALL;

  @TempDir Path stateDir;
  private ViewBench bench;

  @BeforeEach
  void open() {
    bench = new ViewBench(stateDir);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldShowAnAnswerWithItsDecisions() {
    // given
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 5_000));

    // when
    OutcomeView outcome = bench.views.outcomes().outcome("m1");

    // then
    assertThat(outcome)
        .isEqualTo(
            new OutcomeView(
                "m1",
                "berlin",
                7,
                "InventoryItem",
                "p1@w1",
                "APPLIED",
                null,
                null,
                3,
                List.of(
                    new DecisionView(
                        "InventoryItem",
                        "p1@w1",
                        "quantity",
                        "ADDED",
                        "counter",
                        true,
                        new StampView(2, new Hlc(1_000, 1), "paris", "m2", 8),
                        null,
                        "clock ahead")),
                "0-12",
                1,
                5_000));
    assertThat(bench.views.outcomes().outcome("m")).isNull();
  }

  @Test
  void shouldShowTheLaterOfTwoAnswersOnce() {
    // given
    bench.put(Records.outcome("m1", "berlin", OutcomeState.CONFLICT, 5_000));
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 9_000));

    // when
    Page<OutcomeView> page =
        bench.views.outcomes().outcomes(OutcomeQuery.ofNode("berlin"), new PageRequest(10, null));

    // then
    assertThat(bench.views.outcomes().outcome("m1")).extracting("state").isEqualTo("APPLIED");
    assertThat(page.nodes()).extracting("state").containsExactly("APPLIED");
  }

  @Test
  void shouldPageThroughANodesAnswersTheNewestFirst() {
    // given
    for (int i = 0; i < 9; i++) {
      bench.put(Records.outcome("m" + i, "berlin", OutcomeState.APPLIED, 1_000L * (i / 2)));
    }
    bench.put(Records.outcome("x1", "berlin2", OutcomeState.APPLIED, 2_000));

    // when
    var found = new ArrayList<String>();
    String after = null;
    do {
      Page<OutcomeView> page =
          bench.views.outcomes().outcomes(OutcomeQuery.ofNode("berlin"), new PageRequest(2, after));
      page.nodes().forEach(outcome -> found.add(outcome.mutationId()));
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null);

    // then
    assertThat(found).containsExactly("m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1", "m0");
  }

  @Test
  void shouldDropAnswersWhenTheirTimeIsOver() {
    // given
    long laterMs = ViewBench.OUTCOME_RETENTION.multipliedBy(3).toMillis();
    bench.put(Records.outcome("old", "berlin", OutcomeState.APPLIED, 1_000));

    // when
    bench.put(Records.outcome("new", "berlin", OutcomeState.APPLIED, laterMs));

    // then
    assertThat(bench.views.outcomes().outcome("old")).isNull();
    assertThat(bench.views.outcomes().outcome("new")).isNotNull();
  }

  @Test
  void shouldCountAnswersAndTheirRate() {
    // given
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 1_000));
    bench.put(Records.outcome("m2", "berlin", OutcomeState.APPLIED, 1_000));
    bench.put(Records.outcome("m3", "berlin", OutcomeState.FAILED, 1_000));
    bench.put(Records.outcome("m4", "berlin", OutcomeState.CONFLICT, 1_000));

    // when
    bench.nowMs.addAndGet(1_000);

    // then
    assertThat(bench.views.outcomes().counts()).isEqualTo(new OutcomeViews.Counts(2, 1, 1, 0.4));
  }

  @Test
  void shouldCountWhatAPersonRuledOnOnceAndTheRulingNever() {
    // given
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 1_000));
    bench.put(waiting("m2"));
    bench.put(waiting("m3"));
    assertThat(bench.views.outcomes().counts().conflict()).isEqualTo(2);

    // when a person rules on one of them, and on a record that was set aside
    bench.putOfRuling(ofRuling("r1", 0));
    bench.put(ofRuling("m2", 1));
    bench.putOfRuling(Records.outcome("r2", "central", OutcomeState.FAILED, 2_000));
    bench.put(ofRuling("m4", 0));

    // then
    bench.nowMs.addAndGet(1_000);
    assertThat(bench.views.outcomes().counts()).isEqualTo(new OutcomeViews.Counts(3, 0, 1, 0.4));
    assertThat(bench.views.statistics().by(StatisticDimension.EDGE_NODE, 50))
        .extracting(StatisticView::key, StatisticView::applied, StatisticView::conflict)
        .containsExactly(tuple("berlin", 3L, 1L));
    assertThat(bench.views.statistics().by(StatisticDimension.REASON, 50))
        .extracting(StatisticView::key, StatisticView::total, StatisticView::concurrent)
        .containsExactly(tuple("INVARIANT", 1L, 1L));
  }

  private static Outcome waiting(String id) {
    return Records.outcome(id, "berlin", OutcomeState.CONFLICT, 1_500);
  }

  /** An answer in the batch of a ruling: to it, to what it released, or to what has waited. */
  private static Outcome ofRuling(String id, int place) {
    return Outcome.newBuilder(Records.outcome(id, "berlin", OutcomeState.APPLIED, 2_000))
        .setBatch("0-12-r3")
        .setPlace(place)
        .build();
  }

  @Test
  void shouldMoveAConflictFromOpenToResolved() {
    // given
    bench.put(Records.conflict("m1", "p1", ConflictState.OPEN, 1_000));
    bench.put(Records.conflict("m2", "p2", ConflictState.OPEN, 2_000));

    // when
    bench.put(Records.conflict("m1", "p1", ConflictState.RESOLVED, 1_000));

    // then
    assertThat(ids(ConflictQuery.in(ConflictState.OPEN))).containsExactly("m2:0");
    assertThat(ids(ConflictQuery.in(ConflictState.RESOLVED))).containsExactly("m1:0");
    assertThat(ids(ALL)).containsExactly("m2:0", "m1:0");
    assertThat(bench.views.conflicts().open()).isEqualTo(1);
    assertThat(bench.views.conflicts().detected()).isEqualTo(2);
  }

  @Test
  void shouldFindConflictsByIdMutationAndEntity() {
    // given
    bench.put(Records.conflict("m1", "p1", ConflictState.OPEN, 1_000));
    bench.put(Records.conflict("m10", "p2", ConflictState.OPEN, 2_000));

    // when / then
    assertThat(bench.views.conflicts().conflict("m1:0")).extracting("entityId").isEqualTo("p1");
    assertThat(bench.views.conflicts().conflict("m1:1")).isNull();
    assertThat(bench.views.conflicts().ofMutation("m1")).extracting("id").isEqualTo("m1:0");
    assertThat(bench.views.conflicts().ofMutation("m")).isNull();
    assertThat(ids(ofEntity("Product", "p2"))).containsExactly("m10:0");
    assertThat(ids(ofEntity("Order", null))).isEmpty();
  }

  @Test
  void shouldDropResolvedConflictsWhenTheirTimeIsOverAndKeepOpenOnes() {
    // given
    bench.put(Records.conflict("m1", "p1", ConflictState.RESOLVED, 1_000));
    bench.put(Records.conflict("m2", "p1", ConflictState.OPEN, 1_000));

    // when
    bench.pass(ViewBench.CONFLICT_RETENTION.plus(Duration.ofDays(1)));

    // then
    assertThat(ids(ALL)).containsExactly("m2:0");
    assertThat(bench.views.conflicts().conflict("m1:0")).isNull();
  }

  @Test
  void shouldShowTheLastHeartbeatOfEachNode() {
    // given
    bench.put(Records.edgeNode("paris", ConnectionState.ONLINE, 1_000));
    bench.put(Records.edgeNode("berlin", ConnectionState.ONLINE, 1_000));

    // when
    bench.put(Records.edgeNode("paris", ConnectionState.OFFLINE, 2_000));

    // then
    assertThat(bench.views.edgeNodes().edgeNodes(true))
        .extracting(EdgeNodeView::id, EdgeNodeView::state)
        .containsExactly(tuple("berlin", "ONLINE"), tuple("paris", "OFFLINE"));
    assertThat(bench.views.edgeNodes().edgeNode("paris"))
        .isEqualTo(
            new EdgeNodeView(
                "paris",
                "Berlin, hall 2",
                "OFFLINE",
                "0.1.0",
                null,
                new EdgeNodeView.Counts(4, 1, 2, 99),
                new EdgeNodeView.Machine(0.25, 1_000, 5_000_000_000L),
                new EdgeNodeView.Store(null, null, 95, null, 0, 0),
                List.of(),
                2_000));
  }

  private static ConflictQuery ofEntity(String type, @Nullable String id) {
    return new ConflictQuery(
        null, null, new ConflictQuery.Entity(type, id), null, null, ConflictQuery.Time.EVER);
  }

  private List<String> ids(ConflictQuery query) {
    return bench.views.conflicts().conflicts(query, new PageRequest(50, null)).nodes().stream()
        .map(ConflictView::id)
        .toList();
  }
}
