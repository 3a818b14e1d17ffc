package ai.valeo.erp.tributary.tests.architecture;

import ai.valeo.erp.tributary.compose.trace.TraceMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.graphql.cache.CacheMetric;
import ai.valeo.erp.tributary.graphql.change.ChangeMeter;
import ai.valeo.erp.tributary.graphql.command.CommandMeter;
import ai.valeo.erp.tributary.graphql.edge.EdgeServerMetric;
import ai.valeo.erp.tributary.graphql.fetch.FleetMetric;
import ai.valeo.erp.tributary.graphql.gateway.GatewayMetric;
import ai.valeo.erp.tributary.graphql.http.HealthMetric;
import ai.valeo.erp.tributary.graphql.observe.ObserveMetric;
import ai.valeo.erp.tributary.graphql.peer.PeerMetric;
import ai.valeo.erp.tributary.graphql.security.SecurityMetric;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionMeter;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import ai.valeo.erp.tributary.schemas.metrics.MachineMetric;
import ai.valeo.erp.tributary.topology.stream.TopologyMetric;
import java.util.List;
import java.util.stream.Stream;

/** Every catalogue of metrics there is, in the order of the reference page. */
public final class Catalogues {

  private Catalogues() {}

  /** Which processes show a catalogue's metrics. */
  public enum Place {
    /** The aggregator. */
    AGGREGATOR,
    /** The centre. */
    CENTRE,
    /** The edge node. */
    EDGE
  }

  /**
   * A part of the reference page.
   *
   * @param title what it is of
   * @param places which processes show all of them
   * @param metrics its metrics
   */
  public record Part(String title, List<Place> places, List<CataloguedMetric> metrics) {
    static Part of(String title, List<Place> places, CataloguedMetric[]... catalogues) {
      return new Part(title, places, Stream.of(catalogues).flatMap(Stream::of).toList());
    }
  }

  /** All parts. */
  public static List<Part> parts() {
    List<Place> all = List.of(Place.values());
    List<Place> centre = List.of(Place.CENTRE);
    List<Place> edge = List.of(Place.EDGE);
    return List.of(
        Part.of("Health, of every process", all, HealthMetric.values()),
        Part.of("Aggregator", List.of(Place.AGGREGATOR), TopologyMetric.values()),
        Part.of("Centre: views", centre, CentralMeter.values()),
        Part.of("Centre: edge nodes", centre, FleetMetric.values()),
        Part.of(
            "Centre: operations and kept answers",
            centre,
            ObserveMetric.values(),
            CacheMetric.values()),
        Part.of(
            "Centre: reads across instances, where there are several",
            List.of(),
            PeerMetric.values()),
        Part.of("Centre: writing", centre, CommandMeter.values()),
        Part.of("Centre: subscriptions", centre, ChangeMeter.values()),
        Part.of(
            "Centre and edge node: clients",
            List.of(Place.CENTRE, Place.EDGE),
            SubscriptionMeter.values(),
            SecurityMetric.values()),
        Part.of("Edge node", edge, EdgeMetric.values()),
        Part.of(
            "Edge node: GraphQL and gateway",
            edge,
            EdgeServerMetric.values(),
            GatewayMetric.values()),
        Part.of(
            "Kafka's own, of aggregator, centre and edge nodes (clients only)",
            List.of(Place.AGGREGATOR, Place.CENTRE),
            KafkaMetric.values()),
        Part.of(
            "Tracing, of every process where it is configured", List.of(), TraceMetric.values()),
        Part.of("Machine, of every process", all, MachineMetric.values()));
  }

  /** All metrics. */
  public static Stream<CataloguedMetric> metrics() {
    return parts().stream().flatMap(part -> part.metrics().stream());
  }
}
