package ai.valeo.erp.tributary.graphql.change;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.change.Event.Span;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class EventFlowTest implements Subscriber<SharedEvent>, EventFlow.Source {

  private final FlowTerms terms =
      new FlowTerms(Runnable::run, 3, new ChangeMeters(new SimpleMeterRegistry()));
  private final List<String> told = new ArrayList<>();
  private final List<String> resumed = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean hasLeft;

  private EventFlow flow(boolean isState) {
    EventFlow flow = new EventFlow(this, terms, isState);
    flow.from(this);
    return flow;
  }

  private static Event event(String key, long number) {
    Position before = new Position(1, 0, new long[] {number});
    return new Event(key, key + number, new Span(before, before.after(0, number, 0)));
  }

  @Test
  void shouldTellTheLatestOfAKeyOnlyWhereThatSaysAll() {
    // given
    EventFlow flow = flow(true);

    // when
    flow.offer(event("a", 1));
    flow.offer(event("b", 2));
    flow.offer(event("a", 3));
    flow.request(9);

    // then nothing that waits lies before a position that is told
    assertThat(told).containsExactly("a3 [2]", "b2 [4]");
  }

  @Test
  void shouldTellEveryEventWhereEachCounts() {
    // given
    EventFlow flow = flow(false);

    // when
    flow.offer(event("a", 1));
    flow.offer(event("a", 2));
    flow.request(1);
    flow.offer(event("b", 3));
    flow.request(2);

    // then
    assertThat(told).containsExactly("a1 [2]", "a2 [3]", "b3 [4]");
  }

  @Test
  void shouldBeToldAgainFromWhereItsQueueWasFull() {
    // given
    EventFlow flow = flow(false);
    for (int i = 1; i <= 3; i++) {
      assertThat(flow.offer(event("a", i))).isTrue();
    }

    // when
    boolean fits = flow.offer(event("a", 4));
    flow.request(2);
    assertThat(resumed).isEmpty();
    flow.request(1);

    // then
    assertThat(fits).isFalse();
    assertThat(told).containsExactly("a1 [2]", "a2 [3]", "a3 [4]");
    assertThat(resumed).containsExactly("[4]");
  }

  @Test
  void shouldEndWithAnErrorOnce() {
    // given
    EventFlow flow = flow(true);
    flow.offer(event("a", 1));

    // when
    flow.fail(new PositionExpiredException("it is too old"));
    flow.fail(new PositionExpiredException("again"));
    flow.offer(event("a", 2));
    flow.request(5);

    // then
    assertThat(failure).hasMessageContaining("too old");
    assertThat(told).isEmpty();
    assertThat(hasLeft).isTrue();
  }

  @Test
  void shouldMakeTheAnswerOfAnAudienceOnceWhileItIsNew() {
    // given
    Event event = event("a", 1);
    AtomicInteger made = new AtomicInteger();
    GraphAnswer answer = new GraphAnswer(true, Set.of(), Map.of(), Map.of());

    // when
    for (int i = 0; i < 3; i++) {
      event.answer("all", () -> counted(made, answer));
    }
    event.answer("some", () -> counted(made, answer));

    // then
    assertThat(made).hasValue(2);
    event.grow();
    event.answer("all", () -> counted(made, answer));
    event.answer("all", () -> counted(made, answer));
    assertThat(made).hasValue(4);
  }

  private static GraphAnswer counted(AtomicInteger made, GraphAnswer answer) {
    made.incrementAndGet();
    return answer;
  }

  @Override
  public void onSubscribe(Subscription subscription) {}

  @Override
  public void onNext(SharedEvent event) {
    told.add(event.subject() + " " + event.position());
  }

  @Override
  public void onError(Throwable broken) {
    assertThat(failure).isNull();
    failure = broken;
  }

  @Override
  public void onComplete() {}

  @Override
  public void leave(EventFlow flow) {
    hasLeft = true;
  }

  @Override
  public void resume(EventFlow flow, Position from) {
    resumed.add(from.toString());
  }

  @Override
  public @Nullable String text(@Nullable Position position) {
    return String.valueOf(position);
  }
}
