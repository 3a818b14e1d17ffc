package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.FeedProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the exchange with the centre is: the entities that come in, by type, and the node's own
 * changes, counted from when none was under way. Any thread.
 */
final class SyncProgresses {

  /** What the node's own changes are called among the types of entities. */
  static final String OWN_CHANGES = "Mutation";

  private final LocalNode node;
  private final Listeners<String> listeners = new Listeners<>();
  private final Map<String, FeedProgress> incoming = new ConcurrentHashMap<>();
  private long answered; // guarded by this
  private boolean isRunOver; // guarded by this
  private @Nullable String lastAnswered; // guarded by this

  SyncProgresses(LocalNode node) {
    this.node = node;
    node.listenAnswers(this::answered);
    node.listenProgress(this::received);
  }

  /** Tells of every type whose progress has changed; the answer stops it. */
  Runnable listen(Consumer<String> listener) {
    return listeners.add(listener);
  }

  /** The progress of a type now; none if nothing of it was exchanged yet. */
  @Nullable SyncProgress of(String entityType) {
    FeedProgress read = incoming.get(entityType);
    if (read == null) {
      return entityType.equals(OWN_CHANGES) ? ownChanges() : null;
    }
    return new SyncProgress(entityType, read.processed(), read.total(), read.currentItem());
  }

  /** The progress of every type of which something was exchanged, by name; own changes last. */
  List<SyncProgress> all() {
    var all = new ArrayList<SyncProgress>();
    for (FeedProgress read : node.progress()) {
      all.add(
          new SyncProgress(read.entityType(), read.processed(), read.total(), read.currentItem()));
    }
    SyncProgress own = ownChanges();
    if (own.total() > 0) {
      all.add(own);
    }
    return all;
  }

  private void received(FeedProgress progress) {
    incoming.put(progress.entityType(), progress);
    listeners.tell(progress.entityType());
  }

  private void answered(Answer answer) {
    synchronized (this) {
      if (isRunOver) {
        answered = 0;
        isRunOver = false;
      }
      answered++;
      lastAnswered = answer.key().toString();
    }
    listeners.tell(OWN_CHANGES);
  }

  private SyncProgress ownChanges() {
    long unanswered = node.figures().unanswered();
    synchronized (this) {
      isRunOver = unanswered == 0;
      return new SyncProgress(OWN_CHANGES, answered, answered + unanswered, lastAnswered);
    }
  }
}
