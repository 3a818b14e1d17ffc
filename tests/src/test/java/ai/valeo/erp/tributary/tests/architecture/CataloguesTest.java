package ai.valeo.erp.tributary.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.app.EdgeKey;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The modules' catalogues of keys and metrics fit together. */
final class CataloguesTest {

  private static final List<List<? extends SettingKey>> KEYS =
      List.of(
          List.of(EdgeKey.values()),
          List.of(AggregatorKey.values()),
          CentralSettings.keys(),
          EdgeServerSettings.keys());

  @Test
  void shouldNameEveryMetricOnce() {
    assertThat(Catalogues.metrics().map(CataloguedMetric::id)).doesNotHaveDuplicates();
    assertThat(Catalogues.metrics().map(one -> one.metric().prometheusName()))
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
