package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/** What is remembered of one attribute that somebody has changed. */
public sealed interface AttributeState permits Register, Ledger, ElementSet {

  /** The value as it stands, or none. */
  @Nullable Value value();

  /** The change that was applied last: the stamp of rule R4. */
  Stamp stamp();

  /** A change that counts and that the viewer has not seen, or none. */
  @Nullable Stamp unseenBy(Viewer viewer);
}
