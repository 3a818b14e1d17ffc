package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.view.ViewTopology.Retention;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;

/**
 * All the views of the read side. Any thread; reads block on local disk, and on other instances
 * where there are several, and throw {@link ViewsUnavailableException} while the views are not
 * there.
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
   * @param tracing where it is recorded
   */
  public record Counting(RateMeter rate, ViewMetrics metrics, Tracing tracing) {

    /** Counting that records nothing. */
    public Counting(RateMeter rate, ViewMetrics metrics) {
      this(rate, metrics, Tracing.OFF);
    }
  }

  /** The views over stores that are all here. */
  public static Views over(
      ViewStores stores, ViewReaders readers, Counting counting, Retention retention) {
    return over(ViewReads.local(stores), readers, counting, retention);
  }

  /** The views over stores, wherever they are. */
  public static Views over(
      ViewReads reads, ViewReaders readers, Counting counting, Retention retention) {
    return new Views(
        readers.types(),
        new EntityViews(reads, readers),
        new OutcomeViews(reads, readers, counting.rate()),
        new ConflictViews(reads, readers),
        new EdgeNodeViews(reads, readers, counting.rate().clock(), retention.edgeNodes()),
        new AuditViews(reads, readers, retention.keepsHistory()),
        new QuarantineViews(reads, readers),
        new StatisticViews(reads, readers, counting.rate().clock()),
        counting.metrics());
  }
}
