package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;

/**
 * A change to publish, whole.
 *
 * @param id its identity
 * @param author the node that made it, and its numbers
 * @param draft what it does, for whom and why
 * @param baseVersion the version of the entity that its author had seen; 0 = none
 * @param hlc the author's clock when it was made
 */
public record Command(MutationId id, Author author, Draft draft, long baseVersion, Hlc hlc) {

  /**
   * Who made a change.
   *
   * @param node the node, with its incarnation where it has one
   * @param sequence its own publish number; 0 = it keeps none
   * @param floor its promise: every lower sequence is done
   */
  public record Author(EdgeNodeId node, long sequence, long floor) {

    /** One that keeps no numbers: its changes are told apart by their identities. */
    public static Author withoutNumbers(EdgeNodeId node) {
      return new Author(node, 0, 0);
    }
  }

  /** The same as part of a request. */
  Command in(Trace trace) {
    return new Command(id, author, draft.withTrace(trace), baseVersion, hlc);
  }

  /** Its entity. */
  public EntityKey key() {
    return draft.key();
  }
}
