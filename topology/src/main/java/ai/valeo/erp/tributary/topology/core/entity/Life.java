package ai.valeo.erp.tributary.topology.core.entity;

import java.util.List;

/**
 * Whether an entity is there, and which DELETEs it has met. A CREATE that has seen a DELETE begins
 * a new life: values start afresh, and changes that belong to the life before do not enter it.
 *
 * @param deleted whether it is deleted now
 * @param deletions the DELETEs of this life, at most one of a node
 * @param former the DELETEs that ended the life before; empty in the first life
 * @param birth the CREATE that began this life
 */
public record Life(boolean deleted, List<Deletion> deletions, List<Deletion> former, Stamp birth) {

  public Life {
    deletions = List.copyOf(deletions);
    former = List.copyOf(former);
  }

  /** A first life. */
  public static Life begin(Stamp birth) {
    return new Life(false, List.of(), List.of(), birth);
  }
}
