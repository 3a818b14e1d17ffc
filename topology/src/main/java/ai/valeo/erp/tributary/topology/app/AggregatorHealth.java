package ai.valeo.erp.tributary.topology.app;

import java.util.List;

/**
 * How an aggregator is, at one moment.
 *
 * @param state what it does
 * @param checks what was looked at
 * @param freeBytes free space where the state lies
 * @param toRestore rows its stores still have to restore, 0 when none
 * @param restored rows restored since the process began
 * @param lag mutations that are published and not yet decided; -1 = not known
 * @param restarts how often the stream had to be restarted since the process began
 */
public record AggregatorHealth(
    State state,
    List<Check> checks,
    long freeBytes,
    long toRestore,
    long restored,
    long lag,
    int restarts) {

  /**
   * One thing looked at.
   *
   * @param name what it is
   * @param isOk whether it is well
   * @param words how it is
   */
  public record Check(String name, boolean isOk, String words) {}

  /** What an aggregator does. */
  public enum State {
    /** Not started yet. */
    CREATED,
    /** No broker answers; it asks again by itself. */
    WAITING_FOR_BROKER,
    /** No schema registry answers; it asks again by itself. */
    WAITING_FOR_REGISTRY,
    /** Joins its group and restores state. */
    STARTING,
    /** Decides mutations. */
    RUNNING,
    /** Failed, and starts again after a pause. */
    RECOVERING,
    /** Stopped; stays so. */
    STOPPED
  }

  public AggregatorHealth {
    checks = List.copyOf(checks);
  }

  /** Why it is not ready, in words; empty when all is well. */
  public List<String> reasons() {
    return checks.stream().filter(check -> !check.isOk()).map(Check::words).toList();
  }

  /** Whether the process is of use at all: only a stopped one is not. */
  public boolean isLive() {
    return state != State.STOPPED;
  }

  /** Whether mutations are being decided and nothing is wrong. */
  public boolean isReady() {
    return state == State.RUNNING && checks.stream().allMatch(Check::isOk);
  }
}
