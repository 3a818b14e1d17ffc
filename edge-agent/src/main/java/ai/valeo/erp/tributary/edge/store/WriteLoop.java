package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one writer. Work that waits while a transaction is on its way to the disk goes together into
 * the next one, so that many callers share one fsync; each piece still fails alone. Work may run
 * twice, so all its effects must be in the transaction.
 *
 * <p>Threading: {@link #submit} may be called by any thread; the connection belongs to the loop's.
 */
final class WriteLoop implements Runnable {

  private static final int MAX_WAITING = 4_096;
  private static final int MAX_TOGETHER = 256;

  private final Transaction transaction;
  private final BlockingQueue<Job<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Follower follower;
  private @Nullable RuntimeException gaveUp; // of the follower; owned by the loop

  WriteLoop(Transaction transaction, String name) {
    this.transaction = transaction;
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this);
  }

  /** A piece of work with its future. */
  private static final class Job<T> {
    private final EdgeStore.@Nullable Work<T> work;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Job(EdgeStore.@Nullable Work<T> work) {
      this.work = work;
    }

    boolean isEnd() {
      return work == null;
    }

    void run(Transaction transaction) {
      if (work != null) {
        result = work.run(transaction);
      }
    }

    void complete() {
      if (failure != null) {
        future.completeExceptionally(failure);
      } else {
        future.complete(result);
      }
    }
  }

  void start() {
    thread.start();
  }

  /** Lets a follower see every transaction from now on. */
  void follow(Follower newFollower) {
    follower = newFollower;
  }

  /** Queues work; blocks while too much waits. */
  <T> CompletableFuture<T> submit(EdgeStore.Work<T> work) {
    var job = new Job<T>(work);
    enqueue(job);
    if (closing) {
      failWaiting();
    }
    return job.future;
  }

  /** Does what waits, then ends. */
  void close() {
    if (closing) {
      return;
    }
    enqueue(new Job<Void>(null));
    closing = true;
    joinUninterruptibly();
    failWaiting();
  }

  @Override
  public void run() {
    var jobs = new ArrayList<Job<?>>(MAX_TOGETHER);
    boolean running = true;
    while (running) {
      jobs.clear();
      try {
        jobs.add(waiting.take());
      } catch (InterruptedException e) {
        continue; // nobody may end the writer but close()
      }
      waiting.drainTo(jobs, MAX_TOGETHER - 1);
      runTogether(jobs);
      running = jobs.stream().noneMatch(Job::isEnd);
    }
  }

  /** One that throws undoes all; then each runs in a transaction of its own, and fails alone. */
  private void runTogether(List<Job<?>> jobs) {
    Throwable failure = tryTogether(jobs);
    if (failure != null && jobs.size() > 1) {
      jobs.forEach(job -> job.failure = tryTogether(List.of(job)));
    } else if (failure != null) {
      jobs.getFirst().failure = failure;
    }
    jobs.forEach(Job::complete);
  }

  private @Nullable Throwable tryTogether(List<Job<?>> jobs) {
    try {
      transaction.begin();
      for (Job<?> job : jobs) {
        job.run(transaction);
      }
      tellFollower();
      transaction.commit();
      gaveUp = null;
      return null;
    } catch (FollowerFailed e) {
      undo(e);
      return tryTogether(jobs);
    } catch (RuntimeException | Error e) {
      undo(e);
      return e;
    }
  }

  /** A follower that fails undoes the transaction, which is then done again without it. */
  private void tellFollower() {
    Follower present = follower;
    if (present == null || transaction.touched().isEmpty()) {
      return;
    }
    RuntimeException cause = gaveUp;
    if (cause != null) {
      present.giveUp(transaction, cause);
      return;
    }
    try {
      present.follow(transaction, transaction.touched());
    } catch (RuntimeException e) {
      if (e instanceof StoreException failed && !failed.isDamage()) {
        throw e;
      }
      gaveUp = e;
      throw new FollowerFailed(e);
    }
  }

  /** The transaction must be done again. */
  private static final class FollowerFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FollowerFailed(RuntimeException cause) {
      super(cause);
    }
  }

  private void undo(Throwable cause) {
    try {
      transaction.rollback();
    } catch (StoreException e) {
      cause.addSuppressed(e); // SQLite has rolled back by itself, e.g. when the disk is full
    }
  }

  private void enqueue(Job<?> job) {
    if (closing) {
      throw new StoreException(Code.CLOSED, "the store is closed", null);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          waiting.put(job);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void failWaiting() {
    if (thread.isAlive()) {
      return;
    }
    var late = new ArrayList<Job<?>>();
    waiting.drainTo(late);
    late.forEach(job ->
        job.future.completeExceptionally(
            new StoreException(Code.CLOSED, "the store is closed", null)));
  }

  private void joinUninterruptibly() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
