package ai.valeo.erp.tributary.graphql.view;

/**
 * How an entity's audit chain is.
 *
 * @param entries number of the newest entry
 * @param oldestKept number of the oldest entry that is kept
 * @param brokenAt number of the first entry at which the chain does not hold; 0 = none
 * @param hash SHA-256 of the newest entry, hexadecimal
 */
public record ChainView(long entries, long oldestKept, long brokenAt, String hash) {

  /** Whether every entry that came bears the hash of the one before, without a gap. */
  public boolean isVerified() {
    return brokenAt == 0;
  }
}
