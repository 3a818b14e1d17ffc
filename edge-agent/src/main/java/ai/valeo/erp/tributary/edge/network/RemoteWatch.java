package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.LinkQuality;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.Circuit;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one remote, and its circuit breaker: after too many failed calls, or when checks
 * find it gone, calls are refused at once instead of each waiting for its time-out; a check that is
 * answered closes the circuit, and so do trial calls after a growing pause.
 *
 * <p>Threading: any thread. Listeners are called by the thread that learned something.
 */
public final class RemoteWatch {

  private static final Logger log = LoggerFactory.getLogger(RemoteWatch.class);

  private final Remote remote;
  private final CircuitBreaker circuit;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final List<Consumer<RemoteStatus>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private LinkQuality quality; // guarded by lock
  private RemoteStatus.State told = RemoteStatus.State.UNKNOWN; // guarded by lock
  private long successNanos; // guarded by lock
  private long failureNanos; // guarded by lock
  private @Nullable Instant lastSuccess; // guarded by lock
  private @Nullable Instant lastFailure; // guarded by lock
  private @Nullable String lastError; // guarded by lock

  RemoteWatch(Remote remote, LinkQuality.Rules rules, CircuitBreaker circuit, Time time) {
    this.remote = remote;
    this.circuit = circuit;
    this.nanos = time.nanos();
    this.clock = time.clock();
    this.quality = LinkQuality.unknown(rules);
  }

  /**
   * Two clocks.
   *
   * @param nanos one that never goes back, for everything that is decided
   * @param clock the time of day, for what is shown
   */
  public record Time(LongSupplier nanos, InstantSource clock) {}

  /** Which remote it is about. */
  public Remote remote() {
    return remote;
  }

  /**
   * Whether a call may be made now. Whoever gets {@code true} must report {@link #succeeded} or
   * {@link #failed}.
   */
  public boolean tryAcquire() {
    return circuit.tryAcquirePermission();
  }

  /**
   * Like {@link #tryAcquire}, for callers who pass the refusal on.
   *
   * @throws RemoteAwayException if no call may be made now
   */
  public void acquire() {
    try {
      circuit.acquirePermission();
    } catch (CallNotPermittedException e) {
      throw new RemoteAwayException(status(), e);
    }
  }

  /** A call was answered; an answered trial is as good as an answered check. */
  public void succeeded(Duration took) {
    boolean isTrial = circuit.getState() == CircuitBreaker.State.HALF_OPEN;
    circuit.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    if (isTrial && circuit.getState() != CircuitBreaker.State.CLOSED) {
      circuit.transitionToClosedState();
    }
    note(took, null);
    announce();
  }

  /** A call was not answered, or by something that cannot be the remote. */
  public void failed(Duration took, Throwable cause) {
    circuit.onError(took.toNanos(), TimeUnit.NANOSECONDS, cause);
    note(null, text(cause));
    announce();
  }

  /** A check was answered: calls may be made again. */
  public void answered(Duration took) {
    note(took, null);
    if (circuit.getState() != CircuitBreaker.State.CLOSED) {
      circuit.transitionToClosedState();
    }
    announce();
  }

  /** A check was not answered. */
  public void lost(String error) {
    note(null, error);
    if (isGone()) {
      open();
    }
    announce();
  }

  /** A connection that stood is gone. */
  public void broke(String error) {
    change(error, quality -> quality.broke(nowMs()));
    open();
    announce();
  }

  /** An attempt to connect failed: shown, but no measure of the connections that stood. */
  public void refused(String error) {
    change(error, quality -> quality);
    open();
    announce();
  }

  /** An attempt to connect begins. */
  public void attempted() {
    if (circuit.getState() == CircuitBreaker.State.OPEN) {
      circuit.transitionToHalfOpenState();
    }
  }

  /** Whether much is lost or slow. */
  public boolean isUnstable() {
    lock.lock();
    try {
      quality = quality.at(nowMs());
      return quality.unstable();
    } finally {
      lock.unlock();
    }
  }

  /** Whether so many checks in a row were lost that it counts as gone. */
  public boolean isGone() {
    lock.lock();
    try {
      return quality.isGone();
    } finally {
      lock.unlock();
    }
  }

  /** How it is. */
  public RemoteStatus status() {
    lock.lock();
    try {
      quality = quality.at(nowMs());
      return new RemoteStatus(
          remote,
          state(),
          circuit(),
          lastSuccess,
          lastFailure,
          lastError,
          quality.latencyMs(),
          quality.loss());
    } finally {
      lock.unlock();
    }
  }

  /** Tells a listener whenever the state becomes another one. */
  public void listen(Consumer<RemoteStatus> listener) {
    listeners.add(listener);
  }

  private void note(@Nullable Duration took, @Nullable String error) {
    change(error, now -> took == null ? now.lost(nowMs()) : now.answered(nowMs(), took.toMillis()));
  }

  private void change(@Nullable String error, UnaryOperator<LinkQuality> step) {
    lock.lock();
    try {
      quality = step.apply(quality);
      if (error == null) {
        successNanos = nanos.getAsLong();
        lastSuccess = clock.instant();
      } else {
        failureNanos = nanos.getAsLong();
        lastFailure = clock.instant();
        lastError = error;
      }
    } finally {
      lock.unlock();
    }
  }

  private void announce() {
    RemoteStatus status = status();
    boolean changed;
    lock.lock();
    try {
      changed = status.state() != told;
      told = status.state();
    } finally {
      lock.unlock();
    }
    if (changed) {
      tell(status);
    }
  }

  private void tell(RemoteStatus status) {
    log.atInfo()
        .addKeyValue("remote", remote)
        .addKeyValue("state", status.state())
        .addKeyValue("error", status.lastError())
        .log("Remote changed");
    for (Consumer<RemoteStatus> listener : listeners) {
      try {
        listener.accept(status);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("A listener failed");
      }
    }
  }

  private void open() {
    if (circuit.getState() != CircuitBreaker.State.OPEN) {
      circuit.transitionToOpenState();
    }
  }

  private RemoteStatus.State state() {
    if (lastSuccess == null && lastFailure == null) {
      return RemoteStatus.State.UNKNOWN;
    }
    boolean failedLast =
        lastFailure != null && (lastSuccess == null || failureNanos - successNanos > 0);
    if (lastSuccess == null || quality.isGone() || (failedLast && isOpen())) {
      return RemoteStatus.State.DOWN;
    }
    return quality.unstable() || failedLast ? RemoteStatus.State.UNSTABLE : RemoteStatus.State.UP;
  }

  private boolean isOpen() {
    return circuit.getState() != CircuitBreaker.State.CLOSED;
  }

  private Circuit circuit() {
    return switch (circuit.getState()) {
      case OPEN, FORCED_OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> Circuit.CLOSED;
    };
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  private static String text(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
