package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.FeedProgress;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the node is in catching up, by entity type. A run begins with each connection and with
 * each wish to synchronise, and is told of until it has caught up with where it began.
 *
 * <p>Threading: any thread; listeners are called by the one that reads.
 */
public final class ProgressMeter {

  private static final Logger log = LoggerFactory.getLogger(ProgressMeter.class);

  private final List<Consumer<FeedProgress>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Partition, Span> spans = new HashMap<>(); // guarded by lock
  private final Map<Partition, Long> positions = new HashMap<>(); // guarded by lock
  private final Map<String, FeedProgress> present = new TreeMap<>(); // guarded by lock

  /** What of a partition is to be read. */
  record Span(String type, long from, long to) {}

  /** Tells a listener from now on. */
  public void listen(Consumer<FeedProgress> listener) {
    listeners.add(listener);
  }

  /** How far it is or was with each type when it last caught up, by type. */
  public List<FeedProgress> all() {
    lock.lock();
    try {
      return List.copyOf(present.values());
    } finally {
      lock.unlock();
    }
  }

  /** A run begins. */
  void begin(Map<Partition, Span> newSpans) {
    lock.lock();
    try {
      spans.clear();
      spans.putAll(newSpans);
      positions.clear();
      present.clear();
      refresh(Map.of());
    } finally {
      lock.unlock();
    }
  }

  /** Partitions have been read further; the last entity of each type that was among it. */
  void moved(Map<Partition, Long> moved, Map<String, String> lastItems) {
    List<FeedProgress> news;
    lock.lock();
    try {
      positions.putAll(moved);
      news = refresh(lastItems);
    } finally {
      lock.unlock();
    }
    for (FeedProgress progress : news) {
      listeners.forEach(listener -> tell(listener, progress));
    }
  }

  private List<FeedProgress> refresh(Map<String, String> lastItems) {
    var processed = new TreeMap<String, Long>();
    var total = new TreeMap<String, Long>();
    spans.forEach((partition, span) -> {
      long place = positions.getOrDefault(partition, span.from());
      long reached = Math.clamp(place, span.from(), Math.max(span.from(), span.to()));
      processed.merge(span.type(), reached - span.from(), Long::sum);
      total.merge(span.type(), Math.max(0, span.to() - span.from()), Long::sum);
    });
    var news = new ArrayList<FeedProgress>();
    processed.forEach((type, done) -> {
      FeedProgress before = present.get(type);
      String item = lastItems.getOrDefault(type, last(before));
      var now = new FeedProgress(type, done, total.getOrDefault(type, 0L), item);
      present.put(type, now);
      if (before != null && !before.equals(now) && !before.isDone()) {
        news.add(now);
      }
    });
    return news;
  }

  private static @Nullable String last(@Nullable FeedProgress before) {
    return before == null ? null : before.currentItem();
  }

  private static void tell(Consumer<FeedProgress> listener, FeedProgress progress) {
    try {
      listener.accept(progress);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("A progress listener failed");
    }
  }
}
