package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The node's store: one SQLite file, write-ahead log, fsync at every commit. What {@link #write}
 * has returned survives the plug being pulled.
 *
 * <p>Threading: any thread. One thread of its own writes; readers use connections of their own and
 * see the last commit.
 */
public final class EdgeStore implements AutoCloseable {

  private static final int MAX_IDLE_READERS = 8;

  private final StoreSettings settings;
  private final StoreLock lock;
  private final Transaction transaction;
  private final WriteLoop writer;
  private final ConcurrentLinkedDeque<Tables> idleReaders = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RoomWatch watch;

  private EdgeStore(StoreSettings settings, StoreLock lock, Transaction transaction) {
    this.settings = settings;
    this.lock = lock;
    this.transaction = transaction;
    this.watch = new RoomWatch(settings, this::usedBytes);
    this.writer = new WriteLoop(transaction, "edge-store-" + settings.node());
  }

  /** Work inside a writing transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; whatever it throws undoes it. May run twice: all effects are in the transaction. */
    T run(Transaction transaction);
  }

  /** A question inside a reading transaction. */
  @FunctionalInterface
  public interface Question<T> {
    /** Answers from one consistent state. */
    T ask(Tables tables);
  }

  /**
   * Opens the store, makes or migrates its tables and takes its lock.
   *
   * @throws StoreException if another process has it, or it is not this node's
   */
  public static EdgeStore open(StoreSettings settings) {
    StoreLock lock = StoreLock.take(settings.lockFile());
    try {
      StoreRepair.finishInterrupted(settings.file());
      var store = new EdgeStore(settings, lock, openWriter(settings));
      StoreFiles.protect(settings.file()); // the files beside it too
      store.writer.start();
      return store;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Lets a follower see every transaction from now on; in place of the one before. */
  public void follow(Follower follower) {
    writer.follow(follower);
  }

  /** Whether the store has room to grow, as it was a moment ago. */
  public Room room() {
    return watch.room();
  }

  private long usedBytes() {
    return read(tables -> tables.figures().usedBytes());
  }

  /** Where the store lies. */
  public StoreSettings settings() {
    return settings;
  }

  /**
   * Does work in a transaction and returns when it is on the disk.
   *
   * @throws StoreException if the store failed; what the work itself throws comes through
   */
  public <T> T write(Work<T> work) {
    try {
      return writer.submit(work).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The same for work without a result. */
  public void run(Consumer<Transaction> work) {
    write(transaction -> {
      work.accept(transaction);
      return true;
    });
  }

  /** Queues work; the future ends when it is on the disk. */
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return writer.submit(work);
  }

  /** Answers from the last committed state. */
  public <T> T read(Question<T> question) {
    if (closed.get()) {
      throw new StoreException(Code.CLOSED, "the store is closed", null);
    }
    Tables idle = idleReaders.pollFirst();
    Tables tables = idle == null ? new Tables(Connections.reading(settings.file())) : idle;
    boolean sound = false;
    try {
      tables.sql().run("BEGIN");
      T answer = question.ask(tables);
      tables.sql().run("COMMIT");
      sound = true;
      return answer;
    } finally {
      giveBack(tables, sound);
    }
  }

  /** Does what waits, closes the file and gives the lock back. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    writer.close();
    try {
      for (Tables reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
        reader.sql().close();
      }
      transaction.sql().close();
    } finally {
      lock.close();
    }
  }

  private void giveBack(Tables tables, boolean sound) {
    if (sound && !closed.get() && idleReaders.size() < MAX_IDLE_READERS) {
      idleReaders.addFirst(tables);
    } else {
      tables.sql().close();
    }
  }

  private static Transaction openWriter(StoreSettings settings) {
    StoreFiles.protect(settings.file());
    Sql sql = Connections.writing(settings);
    try {
      StoreCheck.quick(settings, sql);
      Migrations.apply(sql);
      var steady = new SteadyClock(sql.number("SELECT steady_ms FROM age"), System.nanoTime());
      var transaction = new Transaction(sql, loadNode(settings, sql), steady);
      FilePlace.check(settings.file(), transaction.lineage());
      return transaction;
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  private static NodeState loadNode(StoreSettings settings, Sql sql) {
    NodeState fresh = new NodeState(settings.node(), Hlc.ZERO, 0);
    NodeState stored = new Tables(sql).storedNode().orElse(null);
    if (stored == null) {
      sql.update("INSERT INTO node VALUES (1, ?, 0, 0, 0)", settings.node().value());
      return fresh;
    }
    if (!stored.id().equals(fresh.id())) {
      throw new StoreException(
          Code.WRONG_NODE, "node: " + stored.id() + " (expected: " + fresh.id() + ")", null);
    }
    return stored;
  }
}
