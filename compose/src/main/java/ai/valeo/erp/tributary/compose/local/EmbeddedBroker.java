package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller in one, inside this process and on loopback only.
 *
 * <p>Its data lie in the folder of its settings and outlive it, also a killed process: starting
 * again on the same folder goes on where it stopped. Only one process may use a folder at a time.
 *
 * <p>Threading: start and close from any one thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String BROKER = "BROKER";
  private static final String CONTROLLER = "CONTROLLER";
  private static final String CONTROLLER_PLAIN = CONTROLLER + ":PLAINTEXT";
  private static final String HOST = "127.0.0.1";
  private static final String NODE_ID = "1";

  /** Internal topics of one replica and few partitions; no waiting that a single node needs not. */
  private static final Map<String, String> SINGLE_NODE =
      Map.ofEntries(
          Map.entry("offsets.topic.num.partitions", "3"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("transaction.state.log.num.partitions", "3"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("log.cleaner.dedupe.buffer.size", "33554432"),
          Map.entry("log.segment.bytes", "134217728"),
          Map.entry("log.index.size.max.bytes", "1048576"));

  private final KraftNode node;
  private final int port;
  private final FolderLock lock;

  private EmbeddedBroker(KraftNode node, int port, FolderLock lock) {
    this.node = node;
    this.port = port;
    this.lock = lock;
  }

  /**
   * Formats the folder if it is new and starts the broker; returns once it takes requests.
   *
   * @throws BrokerException if the folder is in use or unreadable, or the port is taken
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    // Kafka checks port and folder by itself, but then hangs for ever in its clean-up.
    try (HeldSockets sockets = new HeldSockets()) {
      int port = settings.port();
      if (port == 0) {
        port = sockets.listen(BROKER);
      } else {
        sockets.listen(BROKER, port);
      }
      FolderLock lock = FolderLock.take(settings.dataFolder());
      try {
        KraftNode node = startNode(settings, port, sockets);
        log.atInfo().addKeyValue("port", port).log("Broker started");
        return new EmbeddedBroker(node, port, lock);
      } catch (Exception e) {
        lock.close();
        throw e;
      }
    } catch (Exception e) {
      throw new BrokerException("The broker does not start: " + e.getMessage(), e);
    }
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Stops the broker and waits until it has stopped; its data stay. */
  @Override
  public void close() {
    node.stop();
    try {
      lock.close();
    } catch (IOException e) {
      throw new BrokerException("The broker has stopped but its folder stays locked", e);
    }
    log.atInfo().addKeyValue("port", port).log("Broker stopped");
  }

  private static KraftNode startNode(BrokerSettings settings, int port, HeldSockets sockets)
      throws Exception {
    Path logs = settings.dataFolder().resolve("kafka");
    BrokerAccess access = settings.access();
    format(logs, access == null ? List.of() : access.scramUsers());
    int controllerPort = sockets.listen(CONTROLLER);
    Properties properties = properties(logs, port, controllerPort);
    if (access != null) {
      properties.put("listener.security.protocol.map", BROKER + ":SASL_SSL," + CONTROLLER_PLAIN);
      properties.putAll(access.broker(BROKER));
    }
    KraftNode node =
        new KraftNode(
            KafkaConfig.fromProps(properties, false),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), controllerPort),
            sockets);
    node.start();
    return node;
  }

  private static void format(Path logs, List<String> users) throws Exception {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(logs);
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(Integer.parseInt(NODE_ID))
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(logs.toString())
          .addDirectory(logs.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setScramArguments(users)
          .setIgnoreFormatted(true)
          .setHasDynamicQuorum(false)
          .run();
    }
  }

  private static Properties properties(Path logs, int port, int controllerPort) throws IOException {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            NODE_ID,
            "listeners",
            BROKER + "://" + HOST + ":" + port + "," + controller(controllerPort),
            "advertised.listeners",
            BROKER + "://" + HOST + ":" + port,
            "listener.security.protocol.map",
            BROKER + ":PLAINTEXT," + CONTROLLER_PLAIN,
            "inter.broker.listener.name",
            BROKER,
            "controller.listener.names",
            CONTROLLER,
            "controller.quorum.voters",
            NODE_ID + "@" + HOST + ":" + controllerPort,
            "log.dirs",
            logs.toRealPath().toString()));
    properties.putAll(SINGLE_NODE);
    return properties;
  }

  private static String controller(int controllerPort) {
    return CONTROLLER + "://" + HOST + ":" + controllerPort;
  }
}
