package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.graphql.trade.Shelf;
import ai.valeo.erp.tributary.graphql.trade.Standing;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.Optional;

/**
 * What a node shows. One that keeps only some entities of a type cannot tell that there is none.
 *
 * @param node the node
 */
record LocalShelf(LocalNode node) implements Shelf {

  @Override
  public Optional<Standing> entity(EntityKey key) {
    return node.entity(key).map(view -> new Standing(view.values(), view.baseVersion()));
  }

  @Override
  public boolean keepsAll(String entityType) {
    return node.keepsAll(entityType);
  }

  @Override
  public boolean isStillToReceive(String entityType) {
    return node.isStillToReceive(entityType);
  }

  @Override
  public String absent() {
    return " nicht im Offline-Cache verfügbar";
  }
}
