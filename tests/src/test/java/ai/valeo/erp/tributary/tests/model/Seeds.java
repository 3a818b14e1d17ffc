package ai.valeo.erp.tributary.tests.model;

import java.util.stream.LongStream;

/**
 * The seeds a test runs through, by system properties: {@code NAME.histories} of them from {@code
 * NAME.first} on, which is 1. Unless the latter is set, those that once found a defect come first.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * Seeds to run.
   *
   * @param name of the properties
   * @param usual how many without the property
   * @param telling seeds that found a defect
   */
  public static long[] of(String name, int usual, long... telling) {
    long count = Integer.getInteger(name + ".histories", usual);
    Long first = Long.getLong(name + ".first");
    long from = first == null ? 1 : first;
    LongStream run = LongStream.range(from, from + count);
    return first == null ? LongStream.concat(LongStream.of(telling), run).toArray() : run.toArray();
  }
}
