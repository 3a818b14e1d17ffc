package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;

/**
 * All the views of the read side. Any thread; reads block on local disk, never on the network, and
 * throw {@link ViewsUnavailableException} while the views are not there.
 *
 * @param types the entity types
 * @param entities entities by id and by index
 * @param outcomes answers to mutations
 * @param conflicts conflicts
 * @param edgeNodes edge nodes
 */
public record Views(
    EntityTypes types,
    EntityViews entities,
    OutcomeViews outcomes,
    ConflictViews conflicts,
    EdgeNodeViews edgeNodes) {

  /** The views over these stores. */
  public static Views over(ViewStores stores, ViewReaders readers, RateMeter rate) {
    Partitioned partitioned = new Partitioned(stores);
    return new Views(
        readers.types(),
        new EntityViews(partitioned, readers),
        new OutcomeViews(partitioned, readers, rate),
        new ConflictViews(partitioned, readers),
        new EdgeNodeViews(partitioned, readers));
  }
}
