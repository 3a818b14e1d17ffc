package ai.valeo.erp.tributary.topology.convert;

/**
 * A record, or a row of state, would be larger than its topic takes; sent, it would stop the stream
 * for good.
 */
public final class OversizeException extends RuntimeException {

  /** With what it would be, how large, and how large it may be. */
  public OversizeException(String what, int sizeBytes, int greatestBytes) {
    super(what + ": " + sizeBytes + " bytes (expected: at most " + greatestBytes + ")");
  }
}
