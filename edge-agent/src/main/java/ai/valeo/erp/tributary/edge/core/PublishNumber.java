package ai.valeo.erp.tributary.edge.core;

/**
 * Place of a mutation among all that a store has ever published: its sequence, and the incarnation
 * it was given in. Packed into one number that grows from mutation to mutation, over incarnations
 * too; in the first incarnation it is the sequence itself.
 *
 * @param incarnation 1 or more
 * @param sequence 0 = none yet
 */
public record PublishNumber(int incarnation, long sequence) {

  /** Greatest number of an incarnation. */
  public static final int MAX_INCARNATION = 1 << 22;

  private static final int SEQUENCE_BITS = 40;
  private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

  public PublishNumber {
    if (incarnation < 1 || incarnation > MAX_INCARNATION) {
      throw new IllegalArgumentException(
          "incarnation: " + incarnation + " (expected: 1 to " + MAX_INCARNATION + ")");
    }
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException(
          "sequence: " + sequence + " (expected: 0 to " + MAX_SEQUENCE + ")");
    }
  }

  /** The publish number that was packed. */
  public static PublishNumber of(long packed) {
    return new PublishNumber((int) (packed >>> SEQUENCE_BITS) + 1, packed & MAX_SEQUENCE);
  }

  /** Both in one number. */
  public long packed() {
    return ((long) (incarnation - 1) << SEQUENCE_BITS) | sequence;
  }

  /** The packed number before the first sequence of the same incarnation. */
  public long start() {
    return new PublishNumber(incarnation, 0).packed();
  }
}
