package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.sales;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.states;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus.State;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.endtoend.CuttingProxy.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plug is pulled in every phase of a publish, and put back. */
class UnplugIT extends WithCentre {

  private static final Duration LONG = Duration.ofMinutes(2);

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
}
