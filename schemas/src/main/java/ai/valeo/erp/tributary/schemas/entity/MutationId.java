package ai.valeo.erp.tributary.schemas.entity;

/**
 * Identity of a mutation, a UUID in text form.
 *
 * @param value 1 to 100 characters
 */
public record MutationId(String value) implements Comparable<MutationId> {

  /** Longest identity, in characters. */
  public static final int MAX_CHARS = 100;

  public MutationId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("value: empty (expected: 1 to 100 characters)");
    }
  }

  @Override
  public int compareTo(MutationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
