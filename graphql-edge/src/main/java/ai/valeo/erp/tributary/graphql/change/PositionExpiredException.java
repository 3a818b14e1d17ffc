package ai.valeo.erp.tributary.graphql.change;

/**
 * What came after a position is not kept any more, or too much to be told: the client has to read
 * the present state and begin anew. The message is for the client.
 */
public final class PositionExpiredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PositionExpiredException(String why) {
    super("Position expired: " + why + "; read the present state and subscribe without `after`");
  }
}
