package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditViewsTest {

  private static final int CHANGES = Integer.getInteger("tributary.audit.changes", 140);
  private static final EntityKey P1 = new EntityKey("Product", "p1");

  @TempDir Path stateDir;
  private ViewBench bench;
  private AuditViews audit;
  private EntityType product;
  private Trail trail;

  @BeforeEach
  void open() {
    bench = new ViewBench(stateDir);
    audit = bench.views.audit();
    product = bench.type("Product");
    trail = new Trail(bench, "Product", "p1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellWhatHappenedTheNewestFirst() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("Chai")));
    trail.applied(Operation.UPDATE, 2_000, Trail.set("name", Value.of("Chai"), Value.of("Chai 2")));
    trail.unchanged(
        OutcomeState.FAILED,
        3_000,
        Trail.decided("name", Value.of("Chai 2"), Value.of("Chai 2"), "KEPT"));

    // when
    Page<AuditView> page = audit.ofEntity(P1, AuditQuery.ALL, new PageRequest(2, null));
    Page<AuditView> rest = audit.ofEntity(P1, AuditQuery.ALL, new PageRequest(2, page.endCursor()));

    // then
    assertThat(page.nodes())
        .extracting(AuditView::mutationId, AuditView::state, entry -> entry.link().number())
        .containsExactly(tuple("m3", "FAILED", 3L), tuple("m2", "APPLIED", 2L));
    assertThat(page.hasNextPage()).isTrue();
    assertThat(rest.nodes()).extracting(AuditView::mutationId).containsExactly("m1");
    assertThat(rest.hasNextPage()).isFalse();
    AuditView second = page.nodes().get(1);
    assertThat(second.changes())
        .extracting(ChangedView::attribute, ChangedView::before, ChangedView::after)
        .containsExactly(tuple("name", Value.of("Chai"), Value.of("Chai 2")));
    assertThat(second.by()).isEqualTo(new AuditView.By("otto", null, "because 2"));
    assertThat(second.link().previousHash()).isEqualTo(rest.nodes().get(0).link().hash());
    assertThat(second.link().isVerified()).isTrue();
  }

  @Test
  void shouldFindEntriesOfAllEntitiesByTimeNodeAndActor() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("a")));
    new Trail(bench, "Order", "o1")
        .applied(Operation.CREATE, 2_000, Trail.set("orderNumber", null, Value.of("1")));
    trail.applied(Operation.UPDATE, 3_000, Trail.set("name", Value.of("a"), Value.of("b")));
    trail.applied(Operation.UPDATE, 4_000, Trail.set("name", Value.of("b"), Value.of("c")));

    // when / then
    assertThat(times(AuditQuery.ALL)).containsExactly(4_000L, 3_000L, 2_000L, 1_000L);
    assertThat(times(new AuditQuery(null, null, null, 2_000, 4_000)))
        .containsExactly(3_000L, 2_000L);
    assertThat(times(new AuditQuery("paris", null, null, Long.MIN_VALUE, Long.MAX_VALUE)))
        .containsExactly(3_000L);
    assertThat(times(new AuditQuery(null, "anna", null, Long.MIN_VALUE, Long.MAX_VALUE)))
        .containsExactly(4_000L);
    assertThat(times(new AuditQuery(null, null, "Order", Long.MIN_VALUE, Long.MAX_VALUE)))
        .containsExactly(2_000L);
  }

  @Test
  void shouldShowEveryEarlierStateOfALongLife() {
    // given
    Random random = new Random(7);
    var model = new ArrayList<@Nullable Map<String, Value>>();
    var times = new ArrayList<Long>();
    var values = new TreeMap<String, Value>();
    boolean isAlive = false;
    for (int i = 0; i < CHANGES; i++) {
      long atMs = 1_000L * i + 500;
      int dice = random.nextInt(10);
      if (isAlive && dice == 0) {
        trail.applied(Operation.DELETE, atMs, Trail.set("*", null, null));
        isAlive = false;
      } else if (isAlive && dice == 1) {
        trail.unchanged(
            OutcomeState.FAILED, atMs, Trail.decided("name", null, Value.of("never"), "KEPT"));
      } else {
        if (!isAlive) {
          values.clear();
        }
        Value name = Value.of("n" + i);
        Value sku = random.nextBoolean() ? Value.of("s" + i) : null;
        trail.applied(
            isAlive ? Operation.UPDATE : Operation.CREATE,
            atMs,
            Trail.set("name", values.get("name"), name),
            Trail.set("sku", values.get("sku"), sku));
        values.put("name", name);
        values.remove("sku");
        if (sku != null) {
          values.put("sku", sku);
        }
        isAlive = true;
      }
      times.add(atMs);
      model.add(isAlive ? new TreeMap<>(values) : null);
    }

    // when / then
    assertThat(audit.atTime(product, "p1", 499)).isNull();
    for (int i = 0; i < times.size(); i++) {
      for (long atMs : new long[] {times.get(i), times.get(i) + 999}) {
        assertState(audit.atTime(product, "p1", atMs), model.get(i));
      }
    }
    assertThat(Objects.requireNonNull(audit.chain(P1)).isVerified()).isTrue();
  }

  @Test
  void shouldShowAVersionAsItWasLeft() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("a")));
    trail.unchanged(
        OutcomeState.FAILED, 1_500, Trail.decided("name", Value.of("a"), Value.of("a"), "KEPT"));
    trail.applied(Operation.UPDATE, 2_000, Trail.set("name", Value.of("a"), Value.of("b")));
    trail.applied(Operation.DELETE, 3_000, Trail.set("*", null, null));

    // when / then
    assertState(audit.atVersion(product, "p1", 1), Map.of("name", Value.of("a")));
    assertState(audit.atVersion(product, "p1", 2), Map.of("name", Value.of("b")));
    assertThat(Objects.requireNonNull(audit.atVersion(product, "p1", 2)).version()).isEqualTo(2);
    assertThat(audit.atVersion(product, "p1", 3)).isNull();
    assertThat(audit.atVersion(product, "p1", 4)).isNull();
    assertThat(audit.atVersion(product, "p2", 1)).isNull();
  }

  @Test
  void shouldBringBackValuesWhenAnUpdateOutlivesADelete() {
    // given
    trail.applied(
        Operation.CREATE,
        1_000,
        Trail.set("name", null, Value.of("a")),
        Trail.set("sku", null, Value.of("s")));
    trail.applied(Operation.DELETE, 2_000, Trail.set("*", null, null));

    // when
    trail.applied(
        Operation.UPDATE,
        3_000,
        Trail.set("name", Value.of("a"), Value.of("b")),
        Trail.decided("*", null, null, "MERGED"));

    // then
    assertThat(audit.atVersion(product, "p1", 2)).isNull();
    assertState(
        audit.atVersion(product, "p1", 3), Map.of("name", Value.of("b"), "sku", Value.of("s")));
  }

  @Test
  void shouldNotLetAChangeThatWasParkedSpeakForATimeBeforeItCounted() {
    // given
    trail.applied(Operation.CREATE, 2_000, Trail.set("name", null, Value.of("a")));

    // when
    trail.applied(Operation.UPDATE, 1_000, Trail.set("name", Value.of("a"), Value.of("parked")));

    // then
    assertThat(audit.atTime(product, "p1", 1_999)).isNull();
    assertState(audit.atTime(product, "p1", 2_000), Map.of("name", Value.of("parked")));
  }

  @Test
  void shouldKeepTheFormerLifeOfAForgottenEntity() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("first")));
    trail.applied(Operation.DELETE, 2_000, Trail.set("*", null, null));
    trail.forget();

    // when
    trail.applied(Operation.CREATE, 9_000, Trail.set("name", null, Value.of("second")));

    // then
    assertThat(audit.ofEntity(P1, AuditQuery.ALL, new PageRequest(9, null)).nodes())
        .extracting(entry -> entry.link().life(), entry -> entry.link().number())
        .containsExactly(tuple(2L, 1L), tuple(1L, 2L), tuple(1L, 1L));
    assertState(audit.atTime(product, "p1", 1_500), Map.of("name", Value.of("first")));
    assertThat(audit.atTime(product, "p1", 5_000)).isNull();
    assertState(audit.atTime(product, "p1", 9_000), Map.of("name", Value.of("second")));
    assertThat(Objects.requireNonNull(audit.chain(P1)).isVerified()).isTrue();
  }

  @Test
  void shouldTakeARepetitionOnce() {
    // given
    AuditEntry first =
        trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("a")));
    AuditEntry second =
        trail.applied(Operation.UPDATE, 2_000, Trail.set("name", Value.of("a"), Value.of("b")));

    // when
    bench.put(first);
    bench.put(second);

    // then
    assertThat(times(AuditQuery.ALL)).containsExactly(2_000L, 1_000L);
    assertThat(Objects.requireNonNull(audit.chain(P1)).isVerified()).isTrue();
    assertThat(bench.count(CentralMeter.VIEW_CHAIN_BROKEN)).isZero();
  }

  @Test
  void shouldNoticeAnEntryThatIsMissing() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("a")));
    AuditEntry last =
        trail.applied(Operation.UPDATE, 2_000, Trail.set("name", Value.of("a"), Value.of("b")));

    // when
    bench.put(AuditEntry.newBuilder(last).setNumber(4).setVersion(4).build());

    // then
    ChainView chain = Objects.requireNonNull(audit.chain(P1));
    assertThat(chain.isVerified()).isFalse();
    assertThat(chain.brokenAt()).isEqualTo(4);
    assertThat(bench.count(CentralMeter.VIEW_CHAIN_BROKEN)).isEqualTo(1);
    assertThatThrownBy(() -> audit.atVersion(product, "p1", 4))
        .isInstanceOf(NotKeptException.class);
  }

  @Test
  void shouldNoticeAnEntryThatWasForged() {
    // given
    AuditEntry first =
        trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("a")));
    trail.applied(Operation.UPDATE, 2_000, Trail.set("name", Value.of("a"), Value.of("b")));

    // when
    bench.put(AuditEntry.newBuilder(first).setActor("somebody else").build());
    bench.put(
        AuditEntry.newBuilder(first)
            .setNumber(3)
            .setPreviousHash(ByteBuffer.wrap(new byte[32]))
            .build());

    // then
    assertThat(Objects.requireNonNull(audit.chain(P1)).isVerified()).isFalse();
    assertThat(
            audit.ofEntity(P1, AuditQuery.ALL, new PageRequest(9, null)).nodes().stream()
                .filter(entry -> entry.link().life() == 1))
        .extracting(entry -> entry.by().actor())
        .doesNotContain("somebody else");
  }

  @Test
  void shouldForgetWhatIsOverAndSaySo() {
    // given
    for (int i = 1; i <= 130; i++) {
      trail.applied(Operation.UPDATE, i, Trail.set("name", null, Value.of("n" + i)));
    }

    // when: it is of 1970
    bench.pass(Duration.ofMinutes(2));

    // then
    assertThat(times(AuditQuery.ALL)).isEmpty();
    assertThat(audit.chain(P1)).isNull();
  }

  @Test
  void shouldExplainAValueWithItsLosers() {
    // given
    trail.applied(Operation.CREATE, 1_000, Trail.set("name", null, Value.of("old")));
    trail.applied(
        Operation.UPDATE,
        2_000,
        new Trail.Touched(
            "name",
            Value.of("old"),
            Value.of("won"),
            Trail.decision("name", "SET", "last-writer", Value.of("stood there"))));
    trail.unchanged(
        OutcomeState.APPLIED,
        3_000,
        new Trail.Touched(
            "name",
            Value.of("won"),
            Value.of("won"),
            Trail.decision("name", "KEPT", "last-writer", Value.of("came late"))));
    trail.applied(Operation.UPDATE, 4_000, Trail.set("sku", null, Value.of("s")));
    EntityRow row = Objects.requireNonNull(audit.atVersion(product, "p1", trail.version()));

    // when
    WhyView why = audit.why(product, row, "name");

    // then
    assertThat(why.value()).isEqualTo(Value.of("won"));
    assertThat(why.parts()).extracting(AuditView::mutationId).containsExactly("m2");
    assertThat(why.losers())
        .extracting(
            WhyView.Loser::value,
            WhyView.Loser::edgeNodeId,
            WhyView.Loser::mutationId,
            WhyView.Loser::atMs)
        .containsExactly(
            tuple(Value.of("came late"), "berlin", "m3", 3_000L),
            tuple(Value.of("stood there"), "paris", "m2", 1_000L));
    assertThat(why.isComplete()).isTrue();
    assertThat(audit.why(product, row, "description").parts()).isEmpty();
  }

  @Test
  void shouldExplainASumByItsParts() {
    // given
    EntityType item = bench.type("InventoryItem");
    Trail stock = new Trail(bench, "InventoryItem", "i1");
    stock.applied(Operation.CREATE, 1_000, counted(0, 5, "SET"));
    stock.applied(Operation.UPDATE, 2_000, counted(5, 7, "ADDED"));
    stock.applied(Operation.UPDATE, 3_000, counted(7, 20, "SET"));
    stock.applied(Operation.UPDATE, 4_000, counted(20, 19, "ADDED"));
    stock.applied(Operation.UPDATE, 5_000, counted(19, 22, "ADDED"));
    EntityRow row = Objects.requireNonNull(audit.atVersion(item, "i1", 5));

    // when
    WhyView why = audit.why(item, row, "quantity");

    // then
    assertThat(why.value()).isEqualTo(Value.of(22));
    assertThat(why.parts()).extracting(AuditView::mutationId).containsExactly("m5", "m4", "m3");
    assertThat(why.losers()).isEmpty();
    assertThat(why.isComplete()).isTrue();
  }

  private static Trail.Touched counted(long before, long after, String result) {
    return new Trail.Touched(
        "quantity",
        Value.of(before),
        Value.of(after),
        Trail.decision("quantity", result, "counter", null));
  }

  private void assertState(@Nullable EntityRow row, @Nullable Map<String, Value> expected) {
    if (expected == null) {
      assertThat(row).isNull();
      return;
    }
    assertThat(row).isNotNull();
    var initial = new TreeMap<String, Value>();
    product
        .attributes()
        .forEach(attribute -> {
          Value value = attribute.initial();
          if (value != null) {
            initial.put(attribute.name(), value);
          }
        });
    initial.putAll(expected);
    assertThat(row.attributes()).isEqualTo(initial);
  }

  private List<Long> times(AuditQuery query) {
    return audit.byTime(query, new PageRequest(200, null)).nodes().stream()
        .map(AuditView::atMs)
        .toList();
  }
}
