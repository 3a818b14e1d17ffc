package ai.valeo.erp.tributary.edge.store;

/**
 * How much room the store has.
 *
 * @param usedBytes what its contents take
 * @param freeBytes free space where it lies
 * @param why what there is too little of, or an empty text
 */
public record Room(long usedBytes, long freeBytes, String why) {

  /** Whether the store may grow. */
  public boolean isThere() {
    return why.isEmpty();
  }
}
