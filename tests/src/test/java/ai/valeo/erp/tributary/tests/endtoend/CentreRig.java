package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker, a registry and topics of one's own for every test. */
final class CentreRig implements AutoCloseable {

  final EmbeddedRegistry registry;
  private final Path folder;
  private EmbeddedBroker broker;
  private int prefixes;

  CentreRig(Path folder) {
    this.folder = folder;
    broker = EmbeddedBroker.start(BrokerSettings.onFreePort(folder));
    registry = EmbeddedRegistry.inMemory();
  }

  String bootstrap() {
    return broker.bootstrapServers();
  }

  int port() {
    return broker.port();
  }

  /** Settings of a node, some of them others than usual. */
  EdgeSettings settings(Path folder, Topics topics, Map<String, String> others) {
    Map<String, String> map =
        map("berlin", folder, topics, Map.of("b", bootstrap(), "r", registry.url()));
    map.put("edge.network.timeout.ms", "1500");
    map.putAll(others);
    return EdgeSettings.of(map);
  }

  /** Takes the broker away while something is done, and brings it back at the same address. */
  void withoutBroker(Runnable meanwhile) {
    int port = broker.port();
    broker.close();
    meanwhile.run();
    broker = EmbeddedBroker.start(new BrokerSettings(folder, port));
  }

  /** Topics under a prefix nobody has used. */
  Topics newTopics() throws InterruptedException, ExecutionException {
    var topics = new Topics("t" + ++prefixes + ".");
    create(bootstrap(), topics);
    return topics;
  }

  static void create(String bootstrap, Topics topics)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var all =
          topics.specs(EntityTypes.bundled().all(), 3, (short) 1).stream()
              .map(spec ->
                  new NewTopic(spec.name(), spec.partitions(), spec.replication())
                      .configs(spec.config()))
              .toList();
      admin.createTopics(all).all().get();
    }
  }

  FakeCentre centre(Topics topics) {
    return new FakeCentre(bootstrap(), registry.url(), topics).start();
  }

  EdgeNode node(String id, Path folder, Topics topics) {
    return EdgeNode.open(settings(id, folder, topics, bootstrap(), registry.url()));
  }

  /** Settings with more keys than every node has. */
  EdgeSettings settings(String id, Path folder, Topics topics, Map<String, String> more) {
    var map = map(id, folder, topics, Map.of("b", bootstrap(), "r", registry.url()));
    map.putAll(more);
    return EdgeSettings.of(map);
  }

  static EdgeSettings settings(
      String id, Path folder, Topics topics, String bootstrap, String registry) {
    return EdgeSettings.of(map(id, folder, topics, Map.of("b", bootstrap, "r", registry)));
  }

  static HashMap<String, String> map(
      String id, Path folder, Topics topics, Map<String, String> addresses) {
    var map = new HashMap<String, String>();
    map.put("edge.node.id", id);
    map.put("edge.store.file", folder.resolve(id + ".db").toString());
    map.put("topics.prefix", topics.prefix());
    map.put("edge.export.key", "the key of all tests");
    map.put("kafka.bootstrap.servers", addresses.getOrDefault("b", ""));
    map.put("schema.registry.url", addresses.getOrDefault("r", ""));
    map.put("edge.network.probe.ms", "500");
    // a busy machine must not look like an outage; where one is made, see settings(...)
    map.put("edge.network.timeout.ms", "10000");
    map.put("edge.network.losses", "1");
    map.put("edge.network.backoff.ms", "100");
    map.put("edge.network.backoff.max.ms", "500");
    map.put("edge.heartbeat.ms", "500");
    return map;
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
