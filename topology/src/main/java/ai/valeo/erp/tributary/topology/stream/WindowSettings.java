package ai.valeo.erp.tributary.topology.stream;

/**
 * How mutations are gathered and decided.
 *
 * @param windowMs how long they are gathered
 * @param maxMutations the window closes early at so many
 * @param maxBytes the window closes early at so many bytes
 * @param commitMs least time between commits asked for after a window
 * @param busyMs how long they are gathered while more of the log waits than a window holds
 * @param batchMutations mutations in one batch, at most 100
 * @param batchBytes bytes in one batch
 * @param maxWaitMs a mutation that has waited so long goes first
 * @param maxSkewMs a clock further ahead of the broker's counts as the broker's
 */
public record WindowSettings(
    long windowMs,
    int maxMutations,
    long maxBytes,
    long commitMs,
    long busyMs,
    int batchMutations,
    long batchBytes,
    long maxWaitMs,
    long maxSkewMs) {

  public WindowSettings {
    if (windowMs < 1 || maxMutations < 1 || batchMutations < 1 || batchMutations > 100) {
      throw new IllegalArgumentException(
          "window: " + windowMs + " ms, " + maxMutations + ", batch " + batchMutations);
    }
  }

  /** The settings of a process that configures nothing. */
  public static WindowSettings standard() {
    return new WindowSettings(20, 5_000, 8L << 20, 20, 100, 100, 1L << 20, 1_000, 60_000);
  }
}
