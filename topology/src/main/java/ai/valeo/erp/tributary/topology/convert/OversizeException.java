package ai.valeo.erp.tributary.topology.convert;

/** A record would be larger than its topic takes; sent, it would stop the stream for good. */
public final class OversizeException extends RuntimeException {

  OversizeException(String what, int sizeBytes, int greatestBytes) {
    super(what + ": " + sizeBytes + " bytes (expected: at most " + greatestBytes + ")");
  }
}
