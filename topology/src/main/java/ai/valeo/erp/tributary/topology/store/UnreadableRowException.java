package ai.valeo.erp.tributary.topology.store;

/** A row of a store that this version cannot read: it is damaged or was written by a later one. */
public final class UnreadableRowException extends RuntimeException {

  UnreadableRowException(String store, int version) {
    super("Row of store " + store + " has version " + version + ", which this program cannot read");
  }

  UnreadableRowException(String store, Throwable cause) {
    super("Row of store " + store + " cannot be read", cause);
  }
}
