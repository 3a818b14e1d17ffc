package ai.valeo.erp.tributary.edge.app;

/**
 * What became of a wish to synchronise.
 *
 * @param result how it ended
 * @param unanswered own mutations without an answer at that moment
 * @param feedLag records of the centre not read yet; -1 = not known
 */
public record SyncReport(Result result, long unanswered, long feedLag) {

  /** How it ended. */
  public enum Result {
    /** Everything captured is answered, everything the centre had written is read. */
    CAUGHT_UP,
    /** There is no connection; what is captured is kept and sent when there is one. */
    OFFLINE,
    /** It takes longer than one would wait; it goes on in the background. */
    UNFINISHED
  }
}
