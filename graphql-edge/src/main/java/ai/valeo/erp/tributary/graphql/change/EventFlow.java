package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.Event.Span;
import ai.valeo.erp.tributary.graphql.schema.LateSubscription;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * What waits for one subscriber, a bounded number of things. Of a state only the latest event of a
 * key waits. What does not fit is not kept: the flow falls behind at that place, and asks its
 * source to be told again from there when it has caught up.
 *
 * <p>Threading: any thread; the subscriber is called by the executor's, one at a time. Its lock is
 * never held while somebody else is called.
 */
final class EventFlow implements LateSubscription {

  private final Subscriber<? super SharedEvent> subscriber;
  private final FlowTerms terms;
  private final boolean isState;
  private final Map<Object, Waiting> waiting = new LinkedHashMap<>(); // guarded by this
  private long wanted; // guarded by this
  private boolean isBusy; // guarded by this
  private boolean isOver; // guarded by this
  private @Nullable RuntimeException failure; // guarded by this
  private @Nullable Position behind; // guarded by this
  private @Nullable Position seen; // guarded by this
  private @Nullable Source source; // guarded by this
  private boolean isListening; // guarded by this
  private @Nullable Runnable onListening; // guarded by this

  EventFlow(Subscriber<? super SharedEvent> subscriber, FlowTerms terms, boolean isState) {
    this.subscriber = subscriber;
    this.terms = terms;
    this.isState = isState;
    terms.meters().came();
  }

  /** Where its events come from. */
  interface Source {

    /** Tells no more. */
    void leave(EventFlow flow);

    /** Tells again from there. */
    void resume(EventFlow flow, Position from);

    /** The text form of a position. */
    @Nullable String text(@Nullable Position position);
  }

  /** What waits under one key. */
  private static final class Waiting {
    private final @Nullable Span first;
    private Event latest;

    Waiting(Event event) {
      this.first = event.span();
      this.latest = event;
    }
  }

  /** Who tells; to be set before anything is told. */
  void from(Source telling) {
    synchronized (this) {
      source = telling;
      if (!isOver) {
        return;
      }
    }
    telling.leave(this);
  }

  /** Its source tells what happens from now on. */
  void listening() {
    Runnable then;
    synchronized (this) {
      isListening = true;
      then = onListening;
      onListening = null;
    }
    if (then != null) {
      then.run();
    }
  }

  @Override
  public void whenListening(Runnable then) {
    synchronized (this) {
      if (!isListening && !isOver) {
        onListening = then;
        return;
      }
    }
    then.run();
  }

  /** Takes an event; false if it does not fit: it is behind then, and must not be told more. */
  boolean offer(Event event) {
    Span span = event.span();
    synchronized (this) {
      if (isOver) {
        return true;
      }
      Object key = isState ? event.key() : event;
      Waiting known = waiting.get(key);
      if (known != null) {
        known.latest = event;
        terms.meters().conflated();
      } else if (waiting.size() < terms.most()) {
        waiting.put(key, new Waiting(event));
      } else if (span == null) {
        failure = new IllegalStateException("More events wait than there are keys");
      } else {
        behind = span.before();
        terms.meters().behind();
        return false;
      }
      seen = span == null ? null : span.after();
    }
    wake();
    return true;
  }

  /** Whether nothing more is to be told. */
  synchronized boolean isOver() {
    return isOver;
  }

  /** Ends it with an error. */
  void fail(RuntimeException cause) {
    synchronized (this) {
      failure = cause;
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
    Source left;
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      waiting.clear();
      left = source;
    }
    terms.meters().left();
    if (left != null) {
      left.leave(this);
    }
    listening();
  }

  private void wake() {
    synchronized (this) {
      if (isBusy || isOver || !hasWork()) {
        return;
      }
      isBusy = true;
    }
    try {
      terms.executor().execute(this::deliver);
    } catch (RejectedExecutionException e) {
      cancel(); // the server is closing
    }
  }

  /** Whether the executor is needed; called with the lock held. */
  private boolean hasWork() {
    return failure != null || (wanted > 0 && !waiting.isEmpty());
  }

  private void deliver() {
    while (true) {
      Told told;
      RuntimeException broken;
      synchronized (this) {
        broken = failure;
        if (isOver || !hasWork()) {
          isBusy = false;
          return;
        }
        told = broken == null ? next() : null;
      }
      try {
        if (told != null) {
          subscriber.onNext(told);
        }
      } catch (RuntimeException e) {
        broken = e;
      }
      if (broken != null) {
        end(broken);
        return;
      }
      catchUp();
    }
  }

  /** The event that waits longest; called with the lock held. */
  private Told next() {
    Iterator<Waiting> all = waiting.values().iterator();
    Waiting first = all.next();
    all.remove();
    wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
    terms.meters().told();
    Source telling = source;
    return new Told(first.latest, telling == null ? null : telling.text(positionNow(all)));
  }

  /** Everything before it has been told, nothing that waits is. */
  private @Nullable Position positionNow(Iterator<Waiting> rest) {
    if (!rest.hasNext()) {
      return seen;
    }
    Span waitingNext = rest.next().first;
    return waitingNext == null ? null : waitingNext.before();
  }

  private void catchUp() {
    Position from;
    Source telling;
    synchronized (this) {
      from = behind;
      telling = source;
      if (from == null || telling == null || isOver || !waiting.isEmpty()) {
        return;
      }
      behind = null;
    }
    telling.resume(this, from);
  }

  private void end(RuntimeException cause) {
    synchronized (this) {
      if (isOver) {
        return;
      }
    }
    cancel();
    subscriber.onError(cause);
  }
}
