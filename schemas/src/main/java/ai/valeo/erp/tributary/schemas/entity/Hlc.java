package ai.valeo.erp.tributary.schemas.entity;

/**
 * A reading of a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): close to
 * wall-clock time, yet greater than every reading it has seen.
 *
 * @param wallMs wall-clock part, milliseconds since 1970 UTC
 * @param counter logical part, 0 or more
 */
public record Hlc(long wallMs, int counter) implements Comparable<Hlc> {

  /** Before every reading of a real clock. */
  public static final Hlc ZERO = new Hlc(0, 0);

  public Hlc {
    if (wallMs < 0 || counter < 0) {
      throw new IllegalArgumentException(
          "hlc: " + wallMs + "/" + counter + " (expected: two numbers of 0 or more)");
    }
  }

  /** The reading for an event of one's own: greater than this, at or after {@code nowMs}. */
  public Hlc next(long nowMs) {
    if (nowMs > wallMs) {
      return new Hlc(nowMs, 0);
    }
    return counter == Integer.MAX_VALUE ? new Hlc(wallMs + 1, 0) : new Hlc(wallMs, counter + 1);
  }

  /** The clock after seeing a reading of another clock: not less than either. */
  public Hlc merge(Hlc seen) {
    return seen.compareTo(this) > 0 ? seen : this;
  }

  @Override
  public int compareTo(Hlc other) {
    int byWall = Long.compare(wallMs, other.wallMs);
    return byWall != 0 ? byWall : Integer.compare(counter, other.counter);
  }

  @Override
  public String toString() {
    return wallMs + "/" + counter;
  }
}
