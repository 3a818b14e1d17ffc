package ai.valeo.erp.tributary.compose.local;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's broker and controller in one process, put together as {@link KafkaRaftServer} does it,
 * but with listeners of our own: that one leaves no choice of them.
 *
 * <p>Threading: one thread.
 */
final class KraftNode {
  private static final Logger log = LoggerFactory.getLogger(KraftNode.class);

  private final ControllerServer controller;
  private final BrokerServer broker;

  /**
   * A node that does not run yet.
   *
   * @param config with formatted folders
   * @param controllerAddress where its controller listens
   * @param sockets opens its listeners
   */
  KraftNode(KafkaConfig config, InetSocketAddress controllerAddress, ServerSocketFactory sockets) {
    var folders = KafkaRaftServer.initializeLogDirs(config, log, "");
    var shared =
        new SharedServer(
            config,
            folders._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, folders._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(Map.of(config.nodeId(), controllerAddress)),
            List.of(),
            new StandardFaultHandlerFactory(),
            sockets);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
  }

  /** Returns once it takes requests. */
  void start() {
    controller.startup();
    broker.startup();
  }

  /** Stops, and waits until it has stopped: the broker first, which needs the controller for it. */
  void stop() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }
}
