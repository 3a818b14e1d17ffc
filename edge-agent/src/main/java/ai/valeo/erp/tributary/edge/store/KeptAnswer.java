package ai.valeo.erp.tributary.edge.store;

import java.util.Set;

/**
 * An answer of the centre, kept for when it cannot be asked.
 *
 * @param key whose question it answers, and which; a hash
 * @param document the question, to find it by a pattern
 * @param body the answer, JSON
 * @param tags what it was made of: {@code Type} or {@code Type:id}
 * @param storedMs when it was kept
 * @param freshUntilMs until when it may be used without asking
 * @param keepUntilMs until when it may be used where nobody can be asked
 */
public record KeptAnswer(
    String key,
    String document,
    String body,
    Set<String> tags,
    long storedMs,
    long freshUntilMs,
    long keepUntilMs) {

  /** Copies. */
  public KeptAnswer {
    tags = Set.copyOf(tags);
  }

  /**
   * Whether it may be used without asking.
   *
   * @param stretch how many times longer than usual, 1 or more
   */
  public boolean isFresh(long nowMs, int stretch) {
    return nowMs - storedMs < (freshUntilMs - storedMs) * stretch;
  }

  long sizeBytes() {
    long tagBytes = tags.stream().mapToLong(String::length).sum();
    return key.length() + document.length() + body.length() + 2 * tagBytes;
  }
}
