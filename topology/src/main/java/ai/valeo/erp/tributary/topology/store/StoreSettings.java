package ai.valeo.erp.tributary.topology.store;

/**
 * How much memory the stores on disk take.
 *
 * @param cacheBytes block cache, shared by all stores of the process
 * @param writeBufferBytes write buffer of one store
 */
public record StoreSettings(long cacheBytes, long writeBufferBytes) {

  public StoreSettings {
    if (cacheBytes < 1 || writeBufferBytes < 1) {
      throw new IllegalArgumentException(
          "stores: " + cacheBytes + ", " + writeBufferBytes + " (expected: two positive numbers)");
    }
  }

  /** The settings of a process that configures nothing. */
  public static StoreSettings standard() {
    return new StoreSettings(128L << 20, 16L << 20);
  }
}
