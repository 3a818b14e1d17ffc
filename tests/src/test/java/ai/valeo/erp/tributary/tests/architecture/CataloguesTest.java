package ai.valeo.erp.tributary.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.app.EdgeKey;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.graphql.cache.CacheMetric;
import ai.valeo.erp.tributary.graphql.change.ChangeMeter;
import ai.valeo.erp.tributary.graphql.command.CommandMeter;
import ai.valeo.erp.tributary.graphql.edge.EdgeServerMetric;
import ai.valeo.erp.tributary.graphql.gateway.GatewayMetric;
import ai.valeo.erp.tributary.graphql.observe.ObserveMetric;
import ai.valeo.erp.tributary.graphql.peer.PeerMetric;
import ai.valeo.erp.tributary.graphql.security.SecurityMetric;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionMeter;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import ai.valeo.erp.tributary.topology.stream.TopologyMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules' catalogues of keys and metrics fit together. */
final class CataloguesTest {

  private static final List<List<? extends SettingKey>> KEYS =
      List.of(
          List.of(EdgeKey.values()),
          List.of(AggregatorKey.values()),
          CentralSettings.keys(),
          EdgeServerSettings.keys());
  private static final List<CataloguedMetric[]> METRICS =
      List.of(
          EdgeMetric.values(),
          TopologyMetric.values(),
          CentralMeter.values(),
          EdgeServerMetric.values(),
          SubscriptionMeter.values(),
          GatewayMetric.values(),
          SecurityMetric.values(),
          CacheMetric.values(),
          ObserveMetric.values(),
          ChangeMeter.values(),
          CommandMeter.values(),
          PeerMetric.values());

  @Test
  void shouldNameEveryMetricOnce() {
    assertThat(METRICS.stream().flatMap(Stream::of).map(CataloguedMetric::id))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNameEveryKeyOnceInAProcess() {
    assertThat(KEYS)
        .allSatisfy(keys -> assertThat(keys.stream().map(SettingKey::key)).doesNotHaveDuplicates());
  }

  @Test
  void shouldMeanTheSameByAKeyOfSeveralProcesses() {
    // given one configuration file may serve all of them
    Map<String, Setting> known = new HashMap<>();

    // when / then
    KEYS.stream()
        .flatMap(List::stream)
        .map(SettingKey::setting)
        .forEach(setting ->
            assertThat(setting).isEqualTo(known.computeIfAbsent(setting.key(), key -> setting)));
  }
}
