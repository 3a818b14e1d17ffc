package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters of answers and conflicts against lists that are filtered by hand; statistics. */
class AnswerListsTest {

  private static final int ANSWERS = Integer.getInteger("tributary.lists.answers", 150);
  private static final int QUERIES = Integer.getInteger("tributary.lists.queries", 30);
  @TempDir Path stateDir;
  private ViewBench bench;
  private final Random random = new Random(5);

  @BeforeEach
  void open() {
    bench = new ViewBench(stateDir);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldFindAnswersByAllThatAQueryNames() {
    // given
    Map<String, Outcome> model = new HashMap<>();
    for (int i = 0; i < ANSWERS; i++) {
      Outcome outcome = outcome("m%03d".formatted(random.nextInt(ANSWERS)), 1_000L * i);
      model.put(outcome.getMutationId(), outcome);
      bench.put(outcome);
    }

    // when / then
    for (int i = 0; i < QUERIES; i++) {
      OutcomeQuery query =
          new OutcomeQuery(
              any("berlin", "paris"),
              any("InventoryItem", "Order"),
              any("e1", "e2", "e3"),
              any("APPLIED", "FAILED", "CONFLICT"),
              any("INVARIANT", "LIMIT"),
              random.nextBoolean() ? Long.MIN_VALUE : 1_000L * random.nextInt(ANSWERS),
              random.nextBoolean() ? Long.MAX_VALUE : 1_000L * random.nextInt(ANSWERS));
      List<String> expected =
          model.values().stream()
              .filter(outcome -> query.fits(RecordViews.outcome(outcome)))
              .sorted(Comparator.comparing(Outcome::getDecidedAtMs).reversed())
              .map(Outcome::getMutationId)
              .toList();
      assertThat(
              all(request ->
                  bench.views.outcomes().outcomes(query, request).map(OutcomeView::mutationId)))
          .as(query.toString())
          .containsExactlyElementsOf(expected);
      assertThat(bench.views.outcomes().count(query)).isEqualTo(expected.size());
    }
  }

  @Test
  void shouldFindConflictsByAllThatAQueryNames() {
    // given
    Map<String, Conflict> model = new HashMap<>();
    for (int i = 0; i < ANSWERS; i++) {
      Conflict conflict = conflict("m" + random.nextInt(ANSWERS), i);
      model.put(conflict.getId(), conflict);
      bench.put(conflict);
    }

    // when / then
    for (int i = 0; i < QUERIES; i++) {
      ConflictQuery query =
          new ConflictQuery(
              any("OPEN", "RESOLVED"),
              any("CONCURRENT_UPDATE", "DELETE_UPDATE"),
              new ConflictQuery.Entity(any("Product"), any("p1", "p2", "p3")),
              any("berlin", "paris", "rome"),
              any("manual", "priority"),
              new ConflictQuery.Time(
                  random.nextBoolean() ? Long.MIN_VALUE : random.nextInt(ANSWERS),
                  random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(ANSWERS)));
      List<String> expected =
          model.values().stream()
              .filter(conflict -> query.fits(RecordViews.conflict(conflict)))
              .sorted(Comparator.comparing(Conflict::getDetectedAtMs).reversed())
              .map(Conflict::getId)
              .toList();
      assertThat(
              all(request ->
                  bench.views.conflicts().conflicts(query, request).map(ConflictView::id)))
          .as(query.toString())
          .containsExactlyElementsOf(expected);
      assertThat(bench.views.conflicts().count(query)).isEqualTo(expected.size());
    }
  }

  @Test
  void shouldNotCountWhatTakesLong() {
    // given
    for (int i = 0; i <= MergedScan.MAX_COUNTED; i++) {
      bench.put(Records.outcome("m" + i, "berlin", OutcomeState.APPLIED, i));
    }

    // when / then
    assertThat(bench.views.outcomes().count(OutcomeQuery.ALL)).isNull();
    assertThat(bench.views.outcomes().count(OutcomeQuery.ofNode("paris"))).isZero();
  }

  @Test
  void shouldCountByTypeNodeStrategyAndReason() {
    // given
    long nowMs = bench.nowMs.get();
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, nowMs - 61_000));
    bench.put(Records.outcome("m2", "berlin#2", OutcomeState.FAILED, nowMs - 50 * 60_000));
    bench.put(Records.outcome("m3", "paris", OutcomeState.APPLIED, nowMs - 5 * 3_600_000));
    Outcome odd = Records.outcome("m4", "paris", OutcomeState.FAILED, nowMs - 40 * 3_600_000);
    odd =
        Outcome.newBuilder(odd)
            .setEntityType("Nonsense")
            .setReason("UNKNOWN_TYPE")
            .setDecisions(List.of())
            .build();
    bench.put(odd);

    // when / then
    assertThat(bench.views.statistics().by(StatisticDimension.EDGE_NODE, 50))
        .extracting(StatisticView::key, StatisticView::applied, StatisticView::failed)
        .containsExactlyInAnyOrder(tuple("berlin", 1L, 1L), tuple("paris", 1L, 1L));
    assertThat(bench.views.statistics().by(StatisticDimension.ENTITY_TYPE, 50))
        .extracting(
            StatisticView::key,
            StatisticView::total,
            StatisticView::lastHour,
            StatisticView::lastDay)
        .containsExactly(tuple("InventoryItem", 3L, 2L, 2L), tuple("?", 1L, 0L, 0L));
    assertThat(bench.views.statistics().by(StatisticDimension.REASON, 50))
        .extracting(StatisticView::key)
        .containsExactlyInAnyOrder("INVARIANT", "UNKNOWN_TYPE");
    assertThat(bench.views.statistics().by(StatisticDimension.STRATEGY, 50))
        .extracting(StatisticView::key, StatisticView::conflictRate)
        .containsExactly(tuple("counter", 1.0));
    assertThat(bench.views.statistics().by(StatisticDimension.EDGE_NODE, 1)).hasSize(1);
  }

  @Test
  void shouldForgetStatisticsOfWhatIsQuiet() {
    // given
    bench.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 1_000));

    // when
    bench.pass(ViewBench.OUTCOME_RETENTION.plus(Duration.ofHours(2)));

    // then
    assertThat(bench.views.statistics().by(StatisticDimension.EDGE_NODE, 50)).isEmpty();
  }

  @Test
  void shouldListSilentNodesOnlyWhenAskedTo() {
    // given
    long nowMs = bench.nowMs.get();
    bench.put(
        Records.edgeNode(
            "berlin", ConnectionState.ONLINE, nowMs - ViewBench.EDGE_RETENTION.toMillis() - 1));
    bench.put(Records.edgeNode("berlin#2", ConnectionState.ONLINE, nowMs));

    // when / then
    assertThat(bench.views.edgeNodes().edgeNodes(false))
        .extracting(EdgeNodeView::id, EdgeNodeView::name, EdgeNodeView::incarnation)
        .containsExactly(tuple("berlin#2", "berlin", 2));
    assertThat(bench.views.edgeNodes().edgeNodes(true))
        .extracting(EdgeNodeView::id, EdgeNodeView::incarnation)
        .containsExactly(tuple("berlin", 1), tuple("berlin#2", 2));
  }

  private Outcome outcome(String id, long atMs) {
    OutcomeState state = OutcomeState.values()[random.nextInt(3)];
    Outcome outcome = Records.outcome(id, random.nextBoolean() ? "berlin" : "paris", state, atMs);
    return Outcome.newBuilder(outcome)
        .setEntityType(random.nextBoolean() ? "InventoryItem" : "Order")
        .setEntityId("e" + random.nextInt(4))
        .setReason(
            state == OutcomeState.APPLIED ? null : random.nextBoolean() ? "INVARIANT" : "LIMIT")
        .build();
  }

  private Conflict conflict(String mutation, long atMs) {
    Conflict conflict =
        Records.conflict(
            mutation,
            "p" + random.nextInt(4),
            random.nextBoolean() ? ConflictState.OPEN : ConflictState.RESOLVED,
            atMs);
    String strategy = random.nextBoolean() ? "manual" : "priority";
    Contender contender =
        Contender.newBuilder(conflict.getContenders().get(0)).setStrategy(strategy).build();
    return Conflict.newBuilder(conflict)
        .setContenders(List.of(contender))
        .setKind(random.nextBoolean() ? "CONCURRENT_UPDATE" : "DELETE_UPDATE")
        .setEdgeNodeId(random.nextBoolean() ? "berlin" : "rome")
        .build();
  }

  /** One of these, or nothing. */
  private @Nullable String any(String... values) {
    int place = random.nextInt(2 * values.length);
    return place < values.length ? values[place] : null;
  }

  private static List<String> all(Function<PageRequest, Page<String>> list) {
    var found = new ArrayList<String>();
    String after = null;
    do {
      Page<String> page = list.apply(new PageRequest(7, after));
      found.addAll(page.nodes());
      after = page.hasNextPage() ? page.endCursor() : null;
    } while (after != null);
    return found;
  }
}
