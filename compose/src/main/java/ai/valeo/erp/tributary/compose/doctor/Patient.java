package ai.valeo.erp.tributary.compose.doctor;

import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configured process needs from its surroundings.
 *
 * @param process its kind: aggregator, central, edge
 * @param pages where it serves its pages
 * @param disk where it keeps its state
 * @param store its store, if it is an edge node
 * @param kafka properties of its Kafka clients
 * @param registry properties of its registry client
 */
public record Patient(
    String process,
    Address pages,
    Disk disk,
    @Nullable StoreSettings store,
    Map<String, String> kafka,
    Map<String, String> registry) {

  /**
   * Where state lies.
   *
   * @param folder its folder
   * @param minFreeBytes how much must be free there
   */
  public record Disk(Path folder, long minFreeBytes) {}

  /** Copies. */
  public Patient {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
  }

  /** An aggregator. */
  public static Patient of(AggregatorSettings settings) {
    return new Patient(
        "aggregator",
        new Address(settings.pages().host(), settings.pages().port()),
        new Disk(settings.process().stateDir(), settings.process().minFreeBytes()),
        null,
        settings.kafka(),
        settings.registry());
  }

  /** A centre. */
  public static Patient of(CentralSettings settings) {
    return new Patient(
        "central",
        settings.http().address(),
        new Disk(settings.views().stateDir(), settings.views().minFreeBytes()),
        null,
        settings.kafka(),
        settings.registry());
  }

  /** An edge node. */
  public static Patient of(EdgeServerSettings settings) {
    EdgeSettings node = settings.node();
    Path folder = node.store().file().toAbsolutePath().getParent();
    return new Patient(
        "edge",
        settings.http().address(),
        new Disk(
            folder == null ? Path.of("").toAbsolutePath() : folder,
            node.store().limits().minFreeBytes()),
        node.store(),
        node.kafka(),
        node.registry());
  }
}
