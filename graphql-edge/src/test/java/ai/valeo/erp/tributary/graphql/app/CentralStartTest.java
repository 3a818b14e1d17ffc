package ai.valeo.erp.tributary.graphql.app;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.http.Health;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CentralStartTest {

  @TempDir Path stateDir;

  @Test
  void shouldWaitForABrokerWhoseNameCannotBeResolvedYetAndNameWhatIsAway() {
    // given
    CentralSettings settings =
        CentralSettings.of(
            Map.of(
                "kafka.bootstrap.servers", "broker.invalid:9092",
                "schema.registry.url", "http://localhost:1",
                "central.http.port", "0",
                "central.state.dir", stateDir.toString()));

    try (CentralServer centre = new CentralServer(settings)) {
      // when
      centre.start();

      // then
      patiently()
          .until(() ->
              has(centre, "views", check -> check.reason().startsWith("waiting for the broker"))
                  && has(centre, "broker", check -> !check.isOk())
                  && has(centre, "registry", check -> !check.isOk()));
      assertThat(centre.health().isLive()).isTrue();
      assertThat(centre.health().isReady()).isFalse();
    }
  }

  private static boolean has(CentralServer centre, String name, Predicate<Health.Check> how) {
    return centre.health().checks().stream()
        .anyMatch(check -> check.name().equals(name) && how.test(check));
  }
}
