package ai.valeo.erp.tributary.topology.core.entity;

/**
 * Where an entity's chain of audit entries stands.
 *
 * @param number number of the last entry; 0 = none yet
 * @param hash its hash
 */
public record AuditChain(long number, ChainHash hash) {

  /** No entry yet. */
  public static final AuditChain EMPTY = new AuditChain(0, ChainHash.NONE);

  public AuditChain {
    if (number < 0) {
      throw new IllegalArgumentException("number: " + number + " (expected: 0 or more)");
    }
  }
}
