package ai.valeo.erp.tributary.graphql.edge;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What has changed, by key, with the latest value only: it is read when the subscriber asks for it,
 * so one that is slow misses values in between, but never the last, and costs a key for each thing
 * that has changed meanwhile. A subscriber too slow even for that is told so and let go.
 *
 * <p>Threading: any thread; the subscriber is called by the executor's, one at a time.
 *
 * @param <K> what tells things apart
 * @param <V> what the subscriber gets
 */
final class Conflated<K, V> implements Publisher<V> {

  /** Most things that wait for one subscriber. */
  static final int MOST_WAITING = 10_000;

  private final Executor executor;
  private final Source<K> source;
  private final Function<K, @Nullable V> read;

  /**
   * A publisher.
   *
   * @param executor threads that may block
   * @param source tells what has changed
   * @param read the present value of a thing, or none where there is nothing to tell
   */
  Conflated(Executor executor, Source<K> source, Function<K, @Nullable V> read) {
    this.executor = executor;
    this.source = source;
    this.read = read;
  }

  /** Tells what has changed, until it is told to stop. */
  @FunctionalInterface
  interface Source<K> {
    /** Begins to tell; the answer stops it. */
    Runnable open(Consumer<K> listener);
  }

  @Override
  public void subscribe(Subscriber<? super V> subscriber) {
    Flow flow = new Flow(subscriber);
    subscriber.onSubscribe(flow);
    flow.open();
  }

  private final class Flow implements Subscription {

    private final Subscriber<? super V> subscriber;
    private final Set<K> waiting = new LinkedHashSet<>(); // guarded by this
    private long wanted; // guarded by this
    private boolean isBusy; // guarded by this
    private boolean isOver; // guarded by this
    private @Nullable RuntimeException failure; // guarded by this
    private @Nullable Runnable stop; // guarded by this

    Flow(Subscriber<? super V> subscriber) {
      this.subscriber = subscriber;
    }

    void open() {
      Runnable stopping = source.open(this::changed);
      synchronized (this) {
        stop = stopping;
        if (!isOver) {
          return;
        }
      }
      stopping.run();
    }

    private void changed(K key) {
      synchronized (this) {
        if (isOver) {
          return;
        }
        if (waiting.size() < MOST_WAITING || waiting.contains(key)) {
          waiting.add(key);
        } else {
          failure = new SlowSubscriberException();
        }
      }
      wake();
    }

    @Override
    public void request(long count) {
      synchronized (this) {
        if (count <= 0) {
          failure = new IllegalArgumentException("request: " + count + " (expected: 1 or more)");
        } else {
          wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
        }
      }
      wake();
    }

    @Override
    public void cancel() {
      Runnable stopping;
      synchronized (this) {
        isOver = true;
        waiting.clear();
        stopping = stop;
      }
      if (stopping != null) {
        stopping.run();
      }
    }

    private void wake() {
      synchronized (this) {
        boolean hasWork = failure != null || (wanted > 0 && !waiting.isEmpty());
        if (isBusy || isOver || !hasWork) {
          return;
        }
        isBusy = true;
      }
      try {
        executor.execute(this::deliver);
      } catch (RejectedExecutionException e) {
        cancel(); // the server is closing
      }
    }

    private void deliver() {
      while (true) {
        @Nullable K key;
        RuntimeException broken;
        synchronized (this) {
          broken = failure;
          if (isOver || (broken == null && (wanted == 0 || waiting.isEmpty()))) {
            isBusy = false;
            return;
          }
          key = broken == null ? next() : null;
        }
        if (key == null) {
          fail(broken);
          return;
        }
        try {
          tell(read.apply(key));
        } catch (RuntimeException e) {
          fail(e);
          return;
        }
      }
    }

    /** The thing that waits longest; called with the lock held. */
    private K next() {
      Iterator<K> first = waiting.iterator();
      K key = first.next();
      first.remove();
      return key;
    }

    private void tell(@Nullable V value) {
      if (value == null) {
        return;
      }
      synchronized (this) {
        if (isOver) {
          return;
        }
        wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
      }
      subscriber.onNext(value);
    }

    private void fail(@Nullable RuntimeException cause) {
      boolean wasOver;
      synchronized (this) {
        wasOver = isOver;
      }
      cancel();
      if (!wasOver && cause != null) {
        subscriber.onError(cause);
      }
    }
  }

  /** A subscriber takes less than is told it, for too long. */
  static final class SlowSubscriberException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SlowSubscriberException() {
      super("Subscriber too slow: more than " + MOST_WAITING + " changes wait");
    }
  }
}
