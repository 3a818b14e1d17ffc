package ai.valeo.erp.tributary.edge.core;

/**
 * How far the node is with the records of one entity type.
 *
 * @param topic where they are
 * @param known of these entities everything before the stored positions is here
 * @param wanted these entities it is to keep
 * @param mode how the topic is read
 * @param trimmed whether what is no longer wanted has been removed
 */
public record FeedState(String topic, Interest known, Interest wanted, Mode mode, boolean trimmed) {

  /** How a topic is read. */
  public enum Mode {
    /** Record by record from the stored positions. */
    FOLLOWING,
    /** Once more from the beginning up to where it was, for entities newly wanted. */
    WIDENING,
    /** To be read once more as a whole, as soon as there is a connection. */
    DUE,
    /** Once more as a whole, noting what is still there, since deletions may have been missed. */
    SWEEPING,
    /** Read as a whole; what is no longer there is being removed. */
    CLEANING,
    /** Not read any more; what is left of it is being removed. */
    LEAVING
  }

  /** The same in another mode. */
  public FeedState in(Mode newMode) {
    return new FeedState(topic, known, wanted, newMode, trimmed);
  }

  /** After all has been read that was wanted. */
  public FeedState done() {
    return new FeedState(topic, wanted, wanted, Mode.FOLLOWING, trimmed);
  }

  /** After what is no longer wanted has been removed. */
  public FeedState asTrimmed() {
    return new FeedState(topic, known, wanted, mode, true);
  }
}
