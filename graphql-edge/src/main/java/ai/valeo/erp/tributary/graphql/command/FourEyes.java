package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.schemas.entity.EntityType;

/**
 * Whether a ruling needs two persons. The merging decides; a view does not know all it knows, so
 * where the entity as a whole is in dispute, two are asked wherever the type asks for two at all.
 */
final class FourEyes {

  private FourEyes() {}

  static boolean areNeeded(EntityType type, ConflictView conflict, Verdict.Decision decision) {
    return !type.fourEyes().isEmpty()
        && (conflict.contenders().stream()
                .anyMatch(contender ->
                    contender.attribute().equals(EntityType.WHOLE)
                        || type.needsFourEyes(contender.attribute()))
            || decision.changes().stream()
                .anyMatch(change -> type.needsFourEyes(change.attribute())));
  }
}
