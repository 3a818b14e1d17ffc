package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.compose.secure.AccessGrant;
import ai.valeo.erp.tributary.compose.secure.AccessKind;
import ai.valeo.erp.tributary.compose.secure.AccessRules;
import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * A broker with TLS 1.3, SCRAM-SHA-512 and rights. Its certificate is of 127.0.0.1 and of no name.
 */
final class SecuredRig implements AutoCloseable {

  static final Topics TOPICS = Topics.standard();
  static final AccessRules RULES =
      new AccessRules(TOPICS, "tributary-aggregator", "tributary-central", "observer-");

  private static final int ITERATIONS = 4096;
  private static final String KEYS =
      """
      hamburg-1  hamburg  sYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGk=
      berlin-1   berlin   0xGkYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA8=
      kiel-1     kiel     pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGksYd1bp3=
      ulm-1      ulm      l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGksYd1bp3pVQ3=
      centre-1   *        T8nB5vE7zA0xGksYd1bp3pVQ3l1rM3rYhU6KqX9cQ2w=
      """;

  final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  final BrokerAccess access;
  final Admin admin;
  private final Path folder;
  private final EmbeddedBroker broker;

  SecuredRig(Path folder) throws Exception {
    this.folder = folder;
    access =
        BrokerAccess.in(
            folder.resolve("access"),
            List.of("ip:127.0.0.1"),
            List.of("hamburg", "berlin", "kiel", "ulm", "aggregator", "central"));
    broker = EmbeddedBroker.start(new BrokerSettings(folder.resolve("data"), 0, access));
    admin = Admin.create(client(BrokerAccess.ADMIN));
    Files.writeString(folder.resolve("keys"), KEYS);
    admin
        .createTopics(
            TOPICS.specs(EntityTypes.bundled().all(), 3, (short) 1).stream()
                .map(spec ->
                    new NewTopic(spec.name(), spec.partitions(), spec.replication())
                        .configs(spec.config()))
                .toList())
        .all()
        .get();
    grant("hamburg", AccessKind.EDGE);
    grant("kiel", AccessKind.EDGE);
    grant("ulm", AccessKind.EDGE);
    grant("aggregator", AccessKind.AGGREGATOR);
    grant("central", AccessKind.CENTRAL);
  }

  /** Gives a user the rights of a kind. */
  void grant(String user, AccessKind kind) throws Exception {
    admin.createAcls(grantOf(user, kind).bindings()).all().get();
  }

  /** Gives a user the rights of a kind but for writing to a topic. */
  void grantWithoutWriting(String user, AccessKind kind, String topic) throws Exception {
    var bindings =
        grantOf(user, kind).bindings().stream()
            .filter(binding ->
                !binding.pattern().name().equals(topic)
                    || binding.entry().operation() != AclOperation.WRITE)
            .toList();
    admin.createAcls(bindings).all().get();
  }

  /** The rights of somebody, as the broker has them. */
  Collection<AclBinding> rightsOf(String principal) throws Exception {
    var entries =
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY);
    return admin
        .describeAcls(new AclBindingFilter(ResourcePatternFilter.ANY, entries))
        .values()
        .get();
  }

  static AccessGrant grantOf(String user, AccessKind kind) {
    return new AccessGrant("User:" + user, "*", RULES.of(kind));
  }

  /** Lets a user in with another password. */
  void setPassword(String user, String password) throws Exception {
    var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
    admin
        .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, password)))
        .all()
        .get();
  }

  /** What a user's clients are configured with. */
  Map<String, Object> client(String user) {
    var config = new HashMap<String, Object>(access.client(user));
    config.put("bootstrap.servers", broker.bootstrapServers());
    return config;
  }

  int port() {
    return broker.port();
  }

  /** Keys of a process of a user. */
  Map<String, String> process(String user) {
    var keys = new HashMap<>(access.process(user));
    keys.put("kafka.bootstrap.servers", broker.bootstrapServers());
    keys.put("schema.registry.url", registry.url());
    return keys;
  }

  Map<String, String> aggregator() {
    Map<String, String> keys = process("aggregator");
    keys.put("topics.partitions", "3");
    keys.put("aggregator.state.dir", folder.resolve("aggregator").toString());
    keys.put("aggregator.signing.keys.file", folder.resolve("keys").toString());
    return keys;
  }

  Map<String, String> central() {
    Map<String, String> keys = process("central");
    keys.put("central.http.port", "0");
    keys.put("central.state.dir", folder.resolve("views").toString());
    keys.put("central.warmup.ms", "100");
    keys.put("central.command.wait.ms", "60000");
    keys.put("central.signing.keys.file", folder.resolve("keys").toString());
    return keys;
  }

  /** Keys of a node that signs. */
  Map<String, String> edge(String node) throws IOException {
    Map<String, String> keys = process(node);
    keys.putAll(
        CentreRig.map(
            node,
            Files.createDirectories(folder.resolve(node)),
            TOPICS,
            Map.of("b", broker.bootstrapServers(), "r", registry.url())));
    keys.put("edge.signing.keys.file", folder.resolve("keys").toString());
    return keys;
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
    registry.close();
  }
}
