package ai.valeo.erp.tributary.topology.core.intake;

import ai.valeo.erp.tributary.schemas.entity.Limits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of one edge node that have been received in one partition (rule R2): all below the
 * floor, and those noted in a bitmap at or above it. Immutable.
 */
public final class SequenceTrack {

  /** How far a sequence may be above its floor; bounds the bitmap to 128 KiB. */
  public static final long MAX_AHEAD = Limits.MAX_AHEAD;

  /** Nothing received. */
  public static final SequenceTrack EMPTY = new SequenceTrack(0, 0, new long[0]);

  private final long floor;
  private final long firstWord;
  private final long[] words;

  /** Bit b of word w stands for sequence {@code (firstWord + w) * 64 + b}. */
  private SequenceTrack(long floor, long firstWord, long[] words) {
    this.floor = floor;
    this.firstWord = firstWord;
    this.words = words;
  }

  /**
   * A track from its parts, as {@link #floor()} and {@link #words()} give them.
   *
   * @param words bitmap that begins with the word that holds the floor; copies
   */
  public static SequenceTrack of(long floor, long[] words) {
    if (floor < 0) {
      throw new IllegalArgumentException("floor: " + floor + " (expected: 0 or more)");
    }
    return new SequenceTrack(floor, floor >> 6, words.clone());
  }

  /** The highest floor received: every lower sequence is done. */
  public long floor() {
    return floor;
  }

  /** A copy of the bitmap, from the word that holds the floor. */
  public long[] words() {
    return words.clone();
  }

  /** Whether the sequence has been received or lies below the floor. */
  public boolean contains(long sequence) {
    if (sequence < floor) {
      return true;
    }
    long word = (sequence >> 6) - firstWord;
    return word < words.length && (words[(int) word] & (1L << sequence)) != 0;
  }

  /**
   * Takes in a sequence with the floor its mutation carries.
   *
   * @param sequence 1 or more, at most {@link #MAX_AHEAD} above the floor
   * @param newFloor 0 or more, at most the sequence
   * @throws IllegalArgumentException if they are not so, which {@link IntakeRules} has checked
   */
  public Admission admit(long sequence, long newFloor) {
    if (sequence < 1 || newFloor < 0 || newFloor > sequence || sequence - newFloor > MAX_AHEAD) {
      throw new IllegalArgumentException("sequence: " + sequence + ", floor: " + newFloor);
    }
    if (contains(sequence)) {
      return new Admission(true, raise(newFloor));
    }
    SequenceTrack raised = raise(newFloor);
    int word = (int) ((sequence >> 6) - raised.firstWord);
    long[] noted = Arrays.copyOf(raised.words, Math.max(raised.words.length, word + 1));
    noted[word] |= 1L << sequence;
    return new Admission(false, new SequenceTrack(raised.floor, raised.firstWord, noted));
  }

  /** Drops what lies below the new floor. */
  private SequenceTrack raise(long newFloor) {
    if (newFloor <= floor) {
      return this;
    }
    long first = newFloor >> 6;
    int dropped = (int) Math.min(first - firstWord, words.length);
    long[] rest = Arrays.copyOfRange(words, dropped, words.length);
    if (rest.length > 0) {
      rest[0] &= -1L << newFloor;
    }
    return new SequenceTrack(newFloor, first, rest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SequenceTrack that
        && floor == that.floor
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(floor) + Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "SequenceTrack[floor=" + floor + ", words=" + Arrays.toString(words) + "]";
  }

  /**
   * What became of a sequence.
   *
   * @param duplicate whether it had been received before
   * @param next the track afterwards
   */
  public record Admission(boolean duplicate, SequenceTrack next) {}
}
