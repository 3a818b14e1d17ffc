package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.EdgeNodeIT.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.EdgeNodeIT.item;
import static ai.valeo.erp.tributary.tests.endtoend.EdgeNodeIT.states;
import static ai.valeo.erp.tributary.tests.endtoend.EdgeNodeIT.stock;
import static ai.valeo.erp.tributary.tests.endtoend.EdgeNodeIT.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.State;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.endtoend.CuttingProxy.Moment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plug is pulled in every phase of a publish, and put back. */
class UnplugIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir static Path brokerFolder;
  private static CentreRig rig;

  @TempDir Path folder;
  private Topics topics;

  @BeforeAll
  static void startRig() {
    rig = new CentreRig(brokerFolder);
  }

  @AfterAll
  static void stopRig() {
    rig.close();
  }

  @BeforeEach
  void newTopics() throws Exception {
    topics = rig.newTopics();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void shouldLoseNothingAndDoubleNothing(Moment moment) throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        CuttingProxy proxy = CuttingProxy.ofBroker(rig.port());
        EdgeNode node = node(proxy, rig.registry.url())) {
      // given
      captureAll(node, stock(5, 100));
      node.start();
      assertThat(node.awaitSettled(LONG)).isTrue();

      // when: the centre decides nothing before the cut, so no outcome can have come
      centre.pause();
      proxy.cutAt(moment);
      captureAll(node, sales(50));
      await().atMost(LONG).until(proxy::isCut);
      await().atMost(LONG).until(() -> !node.connectivity().isConnected());

      // then: what is shown is true, and the app goes on
      await().atMost(LONG).until(() -> remote(node, Remote.BROKER) == State.DOWN);
      captureAll(node, sales(25));
      assertThat(node.stats().outbox().unanswered()).isEqualTo(75);
      assertThat(node.entity(item(0)).orElseThrow().value("quantity")).isEqualTo(Value.of(85));

      // when
      centre.resume();
      proxy.mend();

      // then
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(centre.decided()).hasSize(80).doesNotHaveDuplicates();
      assertThat(views(node)).isEqualTo(states(centre));
      await().atMost(LONG).until(() -> remote(node, Remote.BROKER) == State.UP);
      await().atMost(LONG).until(() -> node.connectivity().isConnected());
    }
  }

  @Test
  void shouldWaitForARegistryThatIsAwayFromTheFirstStartAndGoOnByItself() throws Exception {
    int registryPort = URI.create(rig.registry.url()).getPort();
    try (FakeCentre centre = rig.centre(topics);
        CuttingProxy registry = CuttingProxy.plain(registryPort);
        EdgeNode node =
            EdgeNode.open(
                rig.settings(
                    folder,
                    topics,
                    Map.of("schema.registry.url", "http://127.0.0.1:" + registry.port())))) {
      // given
      registry.cut();
      var shown = new ConcurrentLinkedQueue<ConnectionState>();
      node.listenConnection((before, after) -> shown.add(after.state()));
      node.start();

      // when
      captureAll(node, stock(5, 100));

      // then: captured and seen, not sent, and said so
      await().atMost(LONG).until(() -> node.network().flow().waitsForRegistry());
      await().atMost(LONG).until(() -> remote(node, Remote.REGISTRY) == State.DOWN);
      await().atMost(LONG).until(() -> remote(node, Remote.BROKER) == State.UP);
      await().atMost(LONG).until(() -> node.connectivity().failures() > 2);
      assertThat(shown)
          .isNotEmpty()
          .doesNotContain(ConnectionState.ONLINE, ConnectionState.UNSTABLE);
      assertThat(node.stats().outbox().pending()).isEqualTo(5);
      assertThat(node.entity(item(4)).orElseThrow().value("quantity")).isEqualTo(Value.of(100));
      assertThat(centre.decided()).isEmpty();

      // when
      registry.mend();

      // then
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(centre.decided()).hasSize(5).doesNotHaveDuplicates();
      assertThat(views(node)).isEqualTo(states(centre));
    }
  }

  private EdgeNode node(CuttingProxy proxy, String registry) {
    // compressed, the proxy could not tell what a request carries
    return EdgeNode.open(
        rig.settings(
            folder,
            topics,
            Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:" + proxy.port(),
                "kafka.compression.type",
                "none",
                "schema.registry.url",
                registry)));
  }

  private static State remote(EdgeNode node, Remote which) {
    return node.network().watches().watch(which).status().state();
  }

  private static List<Draft> sales(int count) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(Draft.update(item(i % 5), Change.add("quantity", -1)));
    }
    return drafts;
  }
}
