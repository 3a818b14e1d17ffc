package ai.valeo.erp.tributary.edge.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Wishes to have read everything that the centre has written so far. Any thread. */
public final class SyncRequests {

  private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting =
      new ConcurrentLinkedQueue<>();

  /** A wish; it ends when it is fulfilled, and outlives sessions until then. */
  public CompletableFuture<Void> add() {
    var wish = new CompletableFuture<Void>();
    waiting.add(wish);
    return wish;
  }

  /** Those nobody looks after yet. */
  List<CompletableFuture<Void>> take() {
    var taken = new ArrayList<CompletableFuture<Void>>();
    for (var wish = waiting.poll(); wish != null; wish = waiting.poll()) {
      if (!wish.isDone()) {
        taken.add(wish);
      }
    }
    return taken;
  }

  /** Gives back those that could not be fulfilled. */
  void giveBack(List<CompletableFuture<Void>> wishes) {
    waiting.addAll(wishes);
  }
}
