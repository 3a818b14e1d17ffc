package ai.valeo.erp.tributary.topology.core.intake;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import org.jspecify.annotations.Nullable;

/** Finds entity types by name. */
@FunctionalInterface
public interface TypeLookup {

  /** The type of that name, or none. */
  @Nullable EntityType type(String name);
}
