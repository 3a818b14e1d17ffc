package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.view.ViewTopology.Retention;
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
 * @param audit audit entries, and earlier states
 * @param quarantine what was set aside
 * @param statistics how many answers there were, by what they were about
 * @param metrics what the views measure
 */
public record Views(
    EntityTypes types,
    EntityViews entities,
    OutcomeViews outcomes,
    ConflictViews conflicts,
    EdgeNodeViews edgeNodes,
    AuditViews audit,
    QuarantineViews quarantine,
    StatisticViews statistics,
    ViewMetrics metrics) {

  /**
   * What the views count as they take records in.
   *
   * @param rate answers
   * @param metrics all else
   */
  public record Counting(RateMeter rate, ViewMetrics metrics) {}

  /** The views over these stores. */
  public static Views over(
      ViewStores stores, ViewReaders readers, Counting counting, Retention retention) {
    Partitioned partitioned = new Partitioned(stores);
    return new Views(
        readers.types(),
        new EntityViews(partitioned, readers),
        new OutcomeViews(partitioned, readers, counting.rate()),
        new ConflictViews(partitioned, readers),
        new EdgeNodeViews(partitioned, readers, counting.rate().clock(), retention.edgeNodes()),
        new AuditViews(partitioned, readers, retention.keepsHistory()),
        new QuarantineViews(partitioned, readers),
        new StatisticViews(partitioned, readers, counting.rate().clock()),
        counting.metrics());
  }
}
