package ai.valeo.erp.tributary.graphql.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ConflatedTest {

  private final Listeners<String> news = new Listeners<>();
  private final Map<String, Integer> values = new HashMap<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Reader reader = new Reader();
  private int open;

  private static final class Reader implements Subscriber<Integer> {

    private final List<Integer> got = new ArrayList<>();
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
    }

    @Override
    public void onNext(Integer value) {
      got.add(value);
    }

    @Override
    public void onError(Throwable cause) {
      failure = cause;
    }

    @Override
    public void onComplete() {}
  }

  private Subscription subscribed() {
    new Conflated<String, Integer>(
            tasks::add,
            listener -> {
              open++;
              Runnable stop = news.add(listener);
              return () -> {
                open--;
                stop.run();
              };
            },
            values::get)
        .subscribe(reader);
    assertThat(reader.subscription).isNotNull();
    return reader.subscription;
  }

  private void change(String key, int value) {
    values.put(key, value);
    news.tell(key);
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void shouldTellAFastSubscriberEverything() {
    // given
    subscribed().request(Long.MAX_VALUE);

    // when
    for (int i = 1; i <= 3; i++) {
      change("a", i);
      run();
    }

    // then
    assertThat(reader.got).containsExactly(1, 2, 3);
  }

  @Test
  void shouldTellASlowOneTheLatestOfEachThing() {
    // given
    Subscription subscription = subscribed();
    for (int i = 1; i <= 100; i++) {
      change("a", i);
      change("b", -i);
    }
    run();
    assertThat(reader.got).isEmpty();

    // when
    subscription.request(1);
    run();
    change("a", 101);
    subscription.request(5);
    run();

    // then
    assertThat(reader.got).containsExactly(100, -100, 101);
  }

  @Test
  void shouldPassOverWhatHasNoValue() {
    // given
    subscribed().request(1);

    // when
    news.tell("nothing");
    change("a", 1);
    run();

    // then
    assertThat(reader.got).containsExactly(1);
  }

  @Test
  void shouldLetGoOfOneThatIsFarTooSlow() {
    // given
    subscribed();

    // when
    for (int i = 0; i <= Conflated.MOST_WAITING; i++) {
      change("k" + i, i);
    }
    run();

    // then
    assertThat(reader.failure).isInstanceOf(Conflated.SlowSubscriberException.class);
    assertThat(open).isZero();
  }

  @Test
  void shouldStopWhenItIsCancelled() {
    // given
    Subscription subscription = subscribed();
    subscription.request(10);
    change("a", 1);

    // when
    subscription.cancel();
    run();
    change("a", 2);
    run();

    // then
    assertThat(reader.got).isEmpty();
    assertThat(open).isZero();
    assertThat(tasks).isEmpty();
  }

  @Test
  void shouldEndWhenItIsAskedForNothingOrCannotRead() {
    // given
    Subscription subscription = subscribed();

    // when
    subscription.request(0);
    run();

    // then
    assertThat(reader.failure).hasMessage("request: 0 (expected: 1 or more)");
    assertThat(open).isZero();
  }
}
