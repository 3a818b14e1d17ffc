package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnderwayTest {

  private static final EntityKey KEY = new EntityKey("Order", "o1");

  private final AtomicLong nanos = new AtomicLong();
  private final Underway underway =
      new Underway(
          2,
          new EdgeNodeId("central"),
          new Underway.Clocks(() -> Instant.EPOCH, nanos::get),
          new CommandMetrics(new SimpleMeterRegistry()));

  @Test
  void shouldTellTheOutcomeToWhomeverWaitsForIt() {
    // given
    Underway.Entry entry = underway.begin(what("m1"));
    assertThat(underway.isWaitedFor("central")).isTrue();
    assertThat(underway.has(KEY)).isTrue();

    // when: another node's answer of the same identity, then the right one
    underway.answered(outcome("m1", "berlin"));
    assertThat(entry.answer()).isNotDone();
    underway.answered(outcome("m1", "central"));

    // then
    assertThat(entry.answer()).isCompletedWithValue(outcome("m1", "central"));
    assertThat(underway.has(KEY)).isFalse();
    assertThat(underway.isWaitedFor("central")).isFalse();
  }

  @Test
  void shouldHoldOnlySoMuchAndEachOnlyForAWhile() {
    // given
    underway.begin(what("m1"));
    underway.begin(what("m2"));

    // when / then
    assertThatThrownBy(() -> underway.begin(what("m3"))).isInstanceOf(OverloadedException.class);
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(underway.begin(what("m3")).what().id()).isEqualTo("m3");
    assertThat(underway.find("m1")).isNull();
  }

  @Test
  void shouldGoOnWithWhatIsUnderWayUnderTheSameIdentity() {
    assertThat(underway.begin(what("m1"))).isSameAs(underway.begin(what("m1")));
  }

  private static Underway.What what(String id) {
    return new Underway.What(id, "central", KEY, "print");
  }

  private static OutcomeView outcome(String id, String node) {
    return new OutcomeView(
        id, node, 0, "Order", "o1", "APPLIED", null, null, 1, List.of(), "0-0-0", 1, 0);
  }
}
