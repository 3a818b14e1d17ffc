package ai.valeo.erp.tributary.compose.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrometheusSettingsTest {
  @TempDir Path folder;

  @Test
  void shouldAskEveryTargetUnderItsJob() {
    // given
    PrometheusSettings settings =
        new PrometheusSettings(
            Path.of("/usr/bin/prometheus"),
            folder,
            9090,
            Duration.ofSeconds(5),
            Path.of("/it's/rules"),
            List.of(
                new ScrapeTarget("aggregator", "127.0.0.1:9464"),
                new ScrapeTarget("central", "127.0.0.1:4000"),
                new ScrapeTarget("aggregator", "127.0.0.1:9465")));
    // then
    assertThat(settings.configuration())
        .isEqualTo(
            """
            global:
              scrape_interval: 5s
              evaluation_interval: 5s
            rule_files:
              - '/it''s/rules/*.yml'
            scrape_configs:
              - job_name: 'aggregator'
                static_configs:
                  - targets:
                      - '127.0.0.1:9464'
                      - '127.0.0.1:9465'
              - job_name: 'central'
                static_configs:
                  - targets:
                      - '127.0.0.1:4000'
            """);
  }

  @Test
  void shouldFindTheFirstProgramThatCanBeRun() throws Exception {
    // given
    Path first = Files.createDirectories(folder.resolve("a"));
    Path second = Files.createDirectories(folder.resolve("b"));
    Files.createFile(first.resolve("prometheus"));
    Path program = Files.createFile(second.resolve("prometheus"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    // then
    assertThat(PrometheusProgram.find("prometheus", first + "::" + second)).contains(program);
    assertThat(PrometheusProgram.find("prometheus", first.toString())).isEmpty();
  }
}
