package ai.valeo.erp.tributary.edge.core;

/**
 * How fast a node publishes.
 *
 * @param perSecond what the centre allows; -1 = as many as it likes
 * @param reason why the centre holds it back; empty if it does not
 * @param window how many may be on their way unanswered
 * @param inFlight how many are
 * @param answerMs time to an answer of late; -1 = not known
 * @param waitsForRegistry whether nothing can be published until the schema registry answers
 */
public record FlowStatus(
    int perSecond,
    String reason,
    int window,
    int inFlight,
    long answerMs,
    boolean waitsForRegistry) {}
