package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the node connected: opens a session, looks after it, opens the next one after a pause when
 * it fails. Waits without end; nothing but {@link #close} makes it give up.
 *
 * <p>Threading: one thread of its own; the methods may be called by any. State is guarded by the
 * lock; sessions are opened and closed outside of it.
 */
public final class Link implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Link.class);

  private final NetworkSettings settings;
  private final Supplier<Session> sessions;
  private final DoubleSupplier random;
  private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;

  private volatile Connectivity connectivity;
  private @Nullable String said; // of its thread: the same is not said twice in a row
  private @Nullable Session session; // guarded by lock
  private boolean closing; // guarded by lock
  private boolean nudged; // guarded by lock
  private boolean hurried; // guarded by lock

  /**
   * A link that is not started.
   *
   * @param settings how the connection is kept
   * @param initial the connection before the first attempt
   * @param sessions makes the next session
   * @param random numbers from 0 (inclusive) to 1 (exclusive)
   */
  public Link(
      NetworkSettings settings,
      Connectivity initial,
      Supplier<Session> sessions,
      DoubleSupplier random) {
    this.settings = settings;
    this.connectivity = initial;
    this.sessions = sessions;
    this.random = random;
    thread = Thread.ofPlatform().name("edge-link").daemon(true).unstarted(this::run);
  }

  /** Begins to connect; returns at once. */
  public void start() {
    thread.start();
  }

  /** The connection now. */
  public Connectivity connectivity() {
    return connectivity;
  }

  /** Tells a listener of every change from now on. */
  public void listen(ConnectionListener listener) {
    listeners.add(listener);
  }

  /** Switches offline mode; on return of {@code true} nothing uses the network any more. */
  public void setOfflineMode(boolean on) {
    Session ended;
    lock.lock();
    try {
      ended = on ? session : null;
      session = on ? null : session;
      move(current -> current.withOfflineMode(on));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (ended != null) {
      close(ended);
    }
  }

  /** Looks after the session now; for parts that have noticed a failure. */
  public void nudge() {
    lock.lock();
    try {
      nudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a pause between attempts; for parts that have noticed that there is a network again. */
  public void hurry() {
    lock.lock();
    try {
      hurried = connectivity.failures() > 0 && !connectivity.isConnected();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says goodbye if online, and ends. */
  @Override
  public void close() {
    Session ended;
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      ended = session;
      session = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (ended != null) {
      if (connectivity.isConnected()) {
        leave(ended);
      }
      close(ended);
    }
    endThread();
    move(current -> new Connectivity(ConnectionState.OFFLINE, current.offlineMode(), 0));
  }

  private void endThread() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(settings.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave(Session session) {
    try {
      session.leave();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("The goodbye could not be sent");
    }
  }

  private void run() {
    while (awaitWish()) {
      Session next = open();
      if (next != null) {
        serve(next);
      }
      pause();
    }
  }

  /** Waits until the node may use the network; false when it closes. */
  private boolean awaitWish() {
    lock.lock();
    try {
      while (!closing && connectivity.offlineMode()) {
        changed.awaitUninterruptibly();
      }
      nudged = false;
      if (!closing) {
        move(Connectivity::trying);
      }
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Session open() {
    Session next;
    try {
      next = sessions.get();
    } catch (RuntimeException | Error e) {
      fail(e); // e.g. no name server, or no memory for one more thread
      return null;
    }
    if (!adopt(next)) {
      close(next);
      return null;
    }
    try {
      next.connect();
    } catch (RuntimeException | Error e) {
      end(next, e);
      return null;
    }
    lock.lock();
    try {
      if (!next.equals(session)) {
        return null; // closed meanwhile by offline mode or close()
      }
      boolean unstable = next.isUnstable();
      move(current -> current.connected(unstable));
      said = null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private boolean adopt(Session next) {
    lock.lock();
    try {
      if (closing || connectivity.offlineMode()) {
        return false;
      }
      session = next;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void serve(Session current) {
    while (awaitTick(current)) {
      try {
        boolean proved = current.tick();
        boolean unstable = current.isUnstable();
        move(now -> now.stands(proved, unstable));
      } catch (RuntimeException | Error e) {
        end(current, e);
        return;
      }
    }
  }

  /** Waits for the next check; false when the session is not the link's any more. */
  private boolean awaitTick(Session current) {
    lock.lock();
    try {
      long leftNanos = settings.tick().toNanos();
      while (current.equals(session) && !nudged && leftNanos > 0) {
        leftNanos = awaitNanos(leftNanos);
      }
      nudged = false;
      return current.equals(session);
    } finally {
      lock.unlock();
    }
  }

  private void end(Session failed, Throwable cause) {
    boolean mine;
    lock.lock();
    try {
      mine = failed.equals(session);
      if (mine) {
        session = null;
      }
    } finally {
      lock.unlock();
    }
    close(failed);
    if (mine) {
      fail(cause);
    }
  }

  /** What a session cannot clear away must not end the link: nothing would connect any more. */
  private static void close(Session session) {
    try {
      session.close();
    } catch (RuntimeException | Error e) {
      log.atWarn().setCause(e).log("A session did not end cleanly");
    }
  }

  private void fail(Throwable cause) {
    move(current -> current.failed(settings.maxAttempts()));
    String words = String.valueOf(cause.getMessage());
    log.atLevel(words.equals(said) ? Level.DEBUG : Level.WARN)
        .addKeyValue("failures", connectivity.failures())
        .addKeyValue("cause", words)
        .log("Not connected to the centre");
    said = words;
    log.atDebug().setCause(cause).log("Why the connection failed");
  }

  private void pause() {
    lock.lock();
    try {
      int failures = connectivity.failures();
      if (failures == 0) {
        return;
      }
      Duration pause = settings.backoff().pause(failures, random.getAsDouble());
      long leftNanos = pause.toNanos();
      while (leftNanos > 0 && !closing && !hurried && connectivity.failures() == failures) {
        leftNanos = awaitNanos(leftNanos);
      }
      hurried = false;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private long awaitNanos(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return TimeUnit.MILLISECONDS.toNanos(1); // only close() interrupts; the caller looks again
    }
  }

  /** A listener that throws must not end the link. */
  private static void tell(ConnectionListener listener, Connectivity before, Connectivity after) {
    try {
      listener.changed(before, after);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("A connection listener failed");
    }
  }

  private void move(UnaryOperator<Connectivity> step) {
    Connectivity before;
    Connectivity after;
    lock.lock();
    try {
      before = connectivity;
      after = step.apply(before);
      connectivity = after;
    } finally {
      lock.unlock();
    }
    if (!before.equals(after)) {
      listeners.forEach(listener -> tell(listener, before, after));
    }
    if (before.state() != after.state()) {
      log.atInfo()
          .addKeyValue("from", before.state())
          .addKeyValue("to", after.state())
          .log("Connection changed");
    }
  }
}
