package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.function.LongSupplier;

/**
 * What the topology is made of; shared by all its tasks.
 *
 * @param topics names of the topics
 * @param types entity types with their policies
 * @param strategies merge strategies of one's own, by name
 * @param window how mutations are gathered and decided
 * @param wire encoding of the topics
 * @param metrics where it counts
 * @param gate told when no schema registry answers
 * @param placement where records belong
 * @param signatures which mutations somebody vouches for
 * @param clock what the stream's own time does not tell
 * @param tracing where the stages of mutations are recorded
 */
public record TopologyParts(
    Topics topics,
    EntityTypes types,
    Strategies strategies,
    WindowSettings window,
    Wire wire,
    TopologyMetrics metrics,
    RegistryGate gate,
    Placement placement,
    Signatures signatures,
    Clock clock,
    Tracing tracing) {

  /**
   * What the stream's own time does not tell.
   *
   * @param nanos nanoseconds for durations, from any origin
   * @param aheadMs by how much the stream's time is ahead of the wall clock, which may be set
   */
  public record Clock(LongSupplier nanos, LongSupplier aheadMs) {}
}
