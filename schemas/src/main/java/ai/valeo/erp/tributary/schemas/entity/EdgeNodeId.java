package ai.valeo.erp.tributary.schemas.entity;

/**
 * Identity of an edge node, with its incarnation where it has one ({@code berlin#2}).
 *
 * @param value 1 to 100 characters
 */
public record EdgeNodeId(String value) implements Comparable<EdgeNodeId> {

  /** Longest identity, in characters. */
  public static final int MAX_CHARS = 100;

  public EdgeNodeId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("value: empty (expected: 1 to 100 characters)");
    }
  }

  @Override
  public int compareTo(EdgeNodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
