package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one remote every now and then: at the interval while it answers, with the pauses of a
 * backoff, but no rarer than that, while it does not.
 *
 * <p>Threading: one thread of its own; the methods may be called by any.
 */
public final class Prober implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Prober.class);

  /** Many nodes must not ask all at once, just because they were started so. */
  private static final double SPREAD = 0.2;

  private final Setup setup;
  private final DoubleSupplier random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean paused; // guarded by lock
  private boolean closing; // guarded by lock
  private boolean asking; // guarded by lock
  private int failures; // owned by the thread

  /**
   * What is asked, and how.
   *
   * @param probe asks
   * @param watch learns what came of it
   * @param settings how often, how long
   * @param backoff pauses after failures
   * @param onReturn called when it answers again, or for the first time
   */
  public record Setup(
      Probe probe,
      RemoteWatch watch,
      NetworkSettings.ProbeSettings settings,
      Backoff backoff,
      Runnable onReturn) {}

  public Prober(Setup setup, boolean paused, DoubleSupplier random) {
    this.setup = setup;
    this.paused = paused;
    this.random = random;
    String name = "edge-probe-" + setup.watch().remote().name().toLowerCase(Locale.ROOT);
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /** Begins to ask; returns at once. */
  public void start() {
    thread.start();
  }

  /** Stops asking, or goes on; when it is paused, nothing uses the network any more on return. */
  public void setPaused(boolean on) {
    lock.lock();
    try {
      paused = on;
      changed.signalAll();
      awaitSilence();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      awaitSilence();
    } finally {
      lock.unlock();
    }
  }

  /**
   * An interrupt breaks the question off; given again, should it come a moment too early. A
   * listener that pauses the probe that tells it must not wait for itself.
   */
  private void awaitSilence() {
    boolean isOwn = thread.equals(Thread.currentThread());
    while (asking && !isOwn && (paused || closing)) {
      thread.interrupt();
      try {
        var unused = changed.await(50, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run() {
    while (awaitWish()) {
      boolean answered = ask();
      if (awaitPause(answered ? interval() : pause())) {
        return;
      }
    }
  }

  private boolean awaitWish() {
    lock.lock();
    try {
      while (paused && !closing) {
        changed.awaitUninterruptibly();
      }
      var unused = Thread.interrupted(); // meant for a question that is over
      asking = !closing;
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private boolean ask() {
    long beginNanos = System.nanoTime();
    try {
      setup.probe().ask();
      setup.watch().answered(Duration.ofNanos(System.nanoTime() - beginNanos));
      boolean returned = failures != 0;
      failures = 0;
      if (returned) {
        setup.onReturn().run();
      }
      return true;
    } catch (InterruptedException e) {
      return true; // broken off: that says nothing about the remote
    } catch (IOException | RuntimeException e) {
      failures++;
      setup.watch().lost(String.valueOf(e.getMessage()));
      log.atDebug().addKeyValue("remote", setup.watch().remote()).setCause(e).log("No answer");
      return false;
    } finally {
      silent();
    }
  }

  private void silent() {
    lock.lock();
    try {
      asking = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Duration interval() {
    long nanos = setup.settings().interval().toNanos();
    return Duration.ofNanos((long) (nanos * (1 - SPREAD / 2 + SPREAD * random.getAsDouble())));
  }

  private Duration pause() {
    Duration pause = setup.backoff().pause(failures, random.getAsDouble());
    Duration interval = setup.settings().interval();
    return pause.compareTo(interval) > 0 ? interval : pause;
  }

  /** Waits; true when it closes. */
  private boolean awaitPause(Duration pause) {
    long leftNanos = pause.toNanos();
    lock.lock();
    try {
      while (leftNanos > 0 && !closing && !paused) {
        leftNanos = await(leftNanos);
      }
      return closing;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private long await(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return nanos; // meant for a question that is over
    }
  }
}
