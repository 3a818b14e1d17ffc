package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.Event.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One watched topic: who watches, how far it has been read, and what came last, so that somebody
 * who was away for a moment is told what they missed without reading the log. Any thread.
 */
final class Channel {

  /** Of how many of the latest events the answers are kept. */
  private static final int YOUNG = 256;

  private final String topic;
  private final int mostRecent;
  private final InterestIndex<Watcher> watchers = new InterestIndex<>(); // guarded by this
  private final Deque<Event> recent = new ArrayDeque<>(); // guarded by this
  private final Deque<Event> young = new ArrayDeque<>(); // guarded by this
  private final Set<Watcher> early = new LinkedHashSet<>(); // guarded by this
  private @Nullable Position begin; // of what is recent; guarded by this
  private @Nullable Position position; // guarded by this
  private @Nullable Position end; // of the topic when it was begun; guarded by this
  private boolean isOpen; // guarded by this

  Channel(String topic, int mostRecent) {
    this.topic = topic;
    this.mostRecent = mostRecent;
  }

  String topic() {
    return topic;
  }

  /** How far it has been read; none before it was begun. */
  synchronized @Nullable Position position() {
    return position;
  }

  /** How far it has been read, where it can be watched; none where it cannot yet. */
  synchronized @Nullable Position openPosition() {
    return isOpen ? position : null;
  }

  /**
   * Begins at a position. Whoever came before watches from the topic's end on.
   *
   * @param at where reading begins
   * @param topicEnd where the topic ends now
   */
  void begin(Position at, Position topicEnd) {
    List<Watcher> came;
    synchronized (this) {
      recent.clear();
      young.clear();
      begin = at;
      position = at;
      end = topicEnd;
      isOpen = false;
      came = List.copyOf(early);
      early.clear();
      came.forEach(this::add);
    }
    came.forEach(watcher -> watcher.flow().listening());
  }

  /** It is not known any more what was between: those who watch are told so. */
  void forget() {
    List<Watcher> lost;
    synchronized (this) {
      lost = List.copyOf(watchers.all());
      lost.forEach(watcher -> watchers.remove(watcher, watcher.interest()));
      position = null;
      isOpen = false;
    }
    lost.forEach(watcher ->
        watcher.flow().fail(new PositionExpiredException("the topic was cut or made anew")));
  }

  /** What was there at the start has been read. */
  synchronized void open(Position reached) {
    position = position == null ? reached : position.with(reached);
    isOpen = true;
  }

  /**
   * Takes a change in and tells those who want it.
   *
   * @throws RuntimeException if it cannot be read now; nothing has happened then
   */
  synchronized void accept(Change change, long nowMs) {
    Position before = position;
    if (before == null || change.offset() < before.next(change.partition())) {
      return;
    }
    List<Watcher> wanting = watchers.wanting(change);
    if (!wanting.isEmpty()) {
      change.content();
    }
    Position after = before.after(change.partition(), change.offset(), nowMs);
    Event event = new Event(change.key(), change, new Span(before, after));
    remember(event);
    position = after;
    for (Watcher watcher : wanting) {
      if (!watcher.hasSeen(change) && !watcher.flow().offer(event)) {
        watchers.remove(watcher, watcher.interest());
      }
    }
  }

  /**
   * Tells somebody what comes from now on; where nothing of the topic is known yet, from when it is
   * begun.
   */
  void watch(Watcher watcher) {
    synchronized (this) {
      if (position == null) {
        early.add(watcher);
      } else {
        add(watcher);
      }
      leaveIfOver(watcher);
      if (early.contains(watcher)) {
        return;
      }
    }
    watcher.flow().listening();
  }

  /** What was there before it came, while that is still being read, is not for it. */
  private void add(Watcher watcher) {
    watcher.startFrom(isOpen ? null : end);
    watchers.add(watcher, watcher.interest());
  }

  /**
   * Tells somebody what came after a position, and what comes.
   *
   * @return false if that is not all in memory; nothing was told then
   */
  synchronized boolean join(Watcher watcher, Position from) {
    Position oldest = begin;
    Position now = position;
    if (!isOpen || oldest == null || now == null || !isOfIt(from, now) || !from.covers(oldest)) {
      return false;
    }
    watcher.startFrom(now.covers(from) ? null : from);
    for (Event event : recent) {
      Change change = event.change();
      boolean isNew = change.offset() >= from.next(change.partition());
      if (isNew
          && watcher.interest().wants(change)
          && !watcher.flow().offer(event.seenFrom(from))) {
        return true;
      }
    }
    watchers.add(watcher, watcher.interest());
    leaveIfOver(watcher);
    return true;
  }

  private static boolean isOfIt(Position from, Position now) {
    return from.topicId() == now.topicId() && from.partitions() == now.partitions();
  }

  synchronized void leave(Watcher watcher) {
    early.remove(watcher);
    watchers.remove(watcher, watcher.interest());
  }

  private void leaveIfOver(Watcher watcher) {
    if (watcher.flow().isOver()) {
      leave(watcher);
    }
  }

  private void remember(Event event) {
    recent.add(event);
    young.add(event);
    if (young.size() > YOUNG) {
      young.remove().grow();
    }
    if (recent.size() > mostRecent) {
      Span dropped = recent.remove().span();
      begin = dropped == null ? begin : dropped.after();
    }
  }
}
