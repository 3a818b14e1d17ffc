package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import org.jspecify.annotations.Nullable;

/** What takes mutations one by one and keeps the entities: the merge core or the naive model. */
public interface Centre {

  /** Takes a mutation; no answer if it is a duplicate. */
  @Nullable Answer take(Event event);

  /** Takes a person's ruling. */
  RuledAnswer rule(RulingEvent ruling);

  /** The entity as anybody sees it. */
  Snapshot snapshot(EntityKey key);
}
