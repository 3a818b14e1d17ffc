package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An entity as one request sees it.
 *
 * @param view the entity
 * @param values its attributes
 * @param reader what the request has read
 */
record LocalEntity(EntityView view, SortedMap<String, Value> values, LocalReader reader) {

  String id() {
    return view.key().entityId();
  }

  Instant changedAt() {
    return Instant.ofEpochMilli(view.changedAtMs());
  }
}
