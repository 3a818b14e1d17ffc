package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.view.QuarantineViews.QuarantineQuery;
import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineViewsTest {

  private static final byte[] KEY = "Product:p1".getBytes(StandardCharsets.UTF_8);

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
  void shouldShowWhereARecordCameFromAndWhatCanBeReadOfIt() {
    // given
    byte[] value = bench.framed(mutation());
    bench.quarantine(KEY, value, origin(7, 1_234, "UNKNOWN_TYPE"));

    // when
    QuarantinedView record = Objects.requireNonNull(bench.views.quarantine().record("7-1234"));

    // then
    assertThat(record.state()).isEqualTo("WAITING");
    assertThat(record.reason()).isEqualTo("UNKNOWN_TYPE");
    assertThat(record.message()).isEqualTo("in words");
    assertThat(record.key()).isEqualTo("Product:p1");
    assertThat(record.sizeBytes()).isEqualTo(value.length);
    assertThat(record.origin())
        .isEqualTo(new QuarantinedView.Origin("tributary.mutations.v1", 7, 1_234, 1_000 + 1_234));
    assertThat(record.preview())
        .isEqualTo(
            new QuarantinedView.Preview(
                "m1",
                "berlin",
                3,
                "Product",
                "p1",
                "UPDATE",
                2,
                "anna",
                List.of(
                    new QuarantinedView.Offered(
                        "Product", "p1", "name", "SET", Value.of("Chai")))));
    assertThat(bench.views.quarantine().record("7-1")).isNull();
  }

  @Test
  void shouldTakeGarbageAndWhatHasNothing() {
    // given
    bench.quarantine(null, "garbage".getBytes(StandardCharsets.UTF_8), origin(0, 1, "UNDECODABLE"));
    bench.quarantine(new byte[] {-1, -2}, null, origin(0, 2, "UNDECODABLE"));
    bench.quarantine(KEY, new byte[1 << 20], Map.of());

    // when
    List<QuarantinedView> waiting = waiting(null);

    // then
    assertThat(waiting).hasSize(3).allSatisfy(record -> assertThat(record.preview()).isNull());
    assertThat(waiting)
        .extracting(QuarantinedView::sizeBytes)
        .containsExactlyInAnyOrder(7, -1, 1 << 20);
    assertThat(bench.views.quarantine().waiting()).isEqualTo(3);
  }

  @Test
  void shouldListTheNewestFirstByReasonAndPage() {
    // given
    for (int i = 0; i < 9; i++) {
      String reason = i % 2 == 0 ? "UNDECODABLE" : "INVALID";
      bench.quarantine(KEY, new byte[] {1}, origin(0, i, reason));
    }

    // when / then
    assertThat(waiting("UNDECODABLE"))
        .extracting(QuarantinedView::id)
        .containsExactly("0-8", "0-6", "0-4", "0-2", "0-0");
    QuarantineQuery all = new QuarantineQuery("WAITING", null, Long.MIN_VALUE, Long.MAX_VALUE);
    var first = bench.views.quarantine().records(all, new PageRequest(4, null));
    var second = bench.views.quarantine().records(all, new PageRequest(9, first.endCursor()));
    assertThat(first.nodes())
        .extracting(QuarantinedView::id)
        .containsExactly("0-8", "0-7", "0-6", "0-5");
    assertThat(second.nodes()).hasSize(5).extracting(QuarantinedView::id).startsWith("0-4");
  }

  @Test
  void shouldMoveARecordThatSomebodyHasRuledOn() {
    // given
    bench.quarantine(KEY, new byte[] {1}, origin(0, 1, "INVALID"));
    bench.quarantine(KEY, new byte[] {1}, origin(0, 2, "INVALID"));
    Map<String, String> marker = new HashMap<>(origin(0, 1, "INVALID"));
    marker
        .keySet()
        .retainAll(List.of(Headers.ORIGIN_TOPIC, Headers.ORIGIN_PARTITION, Headers.ORIGIN_OFFSET));
    marker.put(Headers.QUARANTINE_STATE, Headers.RELEASED);
    marker.put(Headers.RULING_ID, "r1");
    marker.put(Headers.RULING_ACTOR, "anna");
    marker.put(Headers.RULING_REASON, "type is known now");

    // when
    bench.quarantine(KEY, null, marker);
    bench.quarantine(KEY, new byte[] {1}, origin(0, 1, "INVALID")); // comes again after a crash

    // then
    assertThat(waiting(null)).extracting(QuarantinedView::id).containsExactly("0-2");
    QuarantinedView ruled = Objects.requireNonNull(bench.views.quarantine().record("0-1"));
    assertThat(ruled.state()).isEqualTo("RELEASED");
    assertThat(ruled.ruled())
        .isEqualTo(new QuarantinedView.Ruled("r1", "anna", "type is known now", bench.nowMs.get()));
    assertThat(bench.views.quarantine().waiting()).isEqualTo(1);
  }

  @Test
  void shouldForgetWhatIsOver() {
    // given
    bench.quarantine(KEY, new byte[] {1}, origin(0, 1, "INVALID"));

    // when
    bench.pass(ViewBench.QUARANTINE_RETENTION.plus(Duration.ofHours(1)));

    // then
    assertThat(waiting(null)).isEmpty();
    assertThat(bench.views.quarantine().record("0-1")).isNull();
  }

  private List<QuarantinedView> waiting(@Nullable String reason) {
    return bench
        .views
        .quarantine()
        .records(
            new QuarantineQuery("WAITING", reason, Long.MIN_VALUE, Long.MAX_VALUE),
            new PageRequest(50, null))
        .nodes();
  }

  private static Map<String, String> origin(int partition, long offset, String reason) {
    return Map.of(
        Headers.QUARANTINE_REASON,
        reason,
        Headers.QUARANTINE_MESSAGE,
        "in words",
        Headers.ORIGIN_TOPIC,
        "tributary.mutations.v1",
        Headers.ORIGIN_PARTITION,
        Integer.toString(partition),
        Headers.ORIGIN_OFFSET,
        Long.toString(offset),
        Headers.ORIGIN_TIMESTAMP,
        Long.toString(1_000 + offset));
  }

  private static Mutation mutation() {
    return Mutation.newBuilder()
        .setId("m1")
        .setEdgeNodeId("berlin")
        .setSequence(3)
        .setEntityType("Product")
        .setEntityId("p1")
        .setOperation(Operation.UPDATE)
        .setChanges(List.of(new AttributeChange("name", ChangeOperator.SET, "Chai", null)))
        .setBaseVersion(2)
        .setHlcMs(Instant.ofEpochMilli(500))
        .setActor("anna")
        .build();
  }
}
