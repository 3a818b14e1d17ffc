package ai.valeo.erp.tributary.schemas.entity;

/** Upper bounds of what a mutation may hold; the centre refuses more, the edge captures no more. */
public final class Limits {

  /** Changes in one mutation. */
  public static final int MAX_CHANGES = 200;

  /** Characters of one text value. */
  public static final int MAX_TEXT_CHARS = 32_768;

  /** Elements of one list or set value. */
  public static final int MAX_ELEMENTS = 1_000;

  /** Bytes of one mutation record, key and value, before compression. */
  public static final int MAX_MUTATION_BYTES = 512 * 1024;

  /** Characters of actor, reason and idempotency key. */
  public static final int MAX_NOTE_CHARS = 1_000;

  /** Mutations one mutation may depend on. */
  public static final int MAX_DEPENDENCIES = 100;

  /** Least urgent priority. */
  public static final int MIN_PRIORITY = 1;

  /** Most urgent priority. */
  public static final int MAX_PRIORITY = 10;

  /** A node's sequences run at most so far ahead of its floor. */
  public static final long MAX_AHEAD = 1L << 20;

  private Limits() {}
}
