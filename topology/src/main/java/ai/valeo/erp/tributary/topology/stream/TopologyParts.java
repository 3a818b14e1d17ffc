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
 * @param ticker nanoseconds for durations, from any origin
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
    LongSupplier ticker,
    Tracing tracing) {}
