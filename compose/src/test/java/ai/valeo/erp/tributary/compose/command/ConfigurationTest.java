package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void shouldLetTheCommandLineWinOverEnvironmentAndFile() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("a.properties"), "x.a=file\nx.b=file\nx.c=file\n");
    // when
    Configuration configuration =
        new Configuration("aggregator")
            .file(file)
            .environment(Map.of("TRIBUTARY_X_B", "environment", "TRIBUTARY_X_C", "environment"))
            .assignments(List.of("x.c=command=line"));
    // then
    assertThat(configuration.values())
        .containsExactly(
            Map.entry("x.a", "file"),
            Map.entry("x.b", "environment"),
            Map.entry("x.c", "command=line"));
    assertThat(configuration.problems()).isEmpty();
  }

  @Test
  void shouldLeaveOutWhatIsMeantForOthers() {
    // given
    Map<String, String> environment =
        Map.of(
            "TRIBUTARY_AGGREGATOR_WINDOW_MS", "20",
            "TRIBUTARY_CENTRAL_HTTP_PORT", "1",
            "TRIBUTARY_LOG_LEVEL", "DEBUG",
            "PATH", "/bin");
    // when
    Configuration configuration = new Configuration("aggregator").environment(environment);
    // then
    assertThat(configuration.values()).containsExactly(Map.entry("aggregator.window.ms", "20"));
  }

  @Test
  void shouldNameEverySourceThatCannotBeRead() {
    // given
    Path missing = folder.resolve("missing.properties");
    // when
    Configuration configuration =
        new Configuration("edge").file(missing).assignments(List.of("novalue", "=x"));
    // then
    assertThat(configuration.problems())
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains(missing.toString()))
        .contains("set: novalue (expected: key=value)", "set: =x (expected: key=value)");
  }

  @Test
  void shouldKeepTheKeysOfTracingForItself() {
    // given
    Configuration configuration =
        new Configuration("aggregator")
            .assignments(List.of("trace.sampling.ratio=0.5", "aggregator.threads=2"));
    // when
    Map<String, String> rest = configuration.settings(values -> Map.copyOf(values));
    // then
    assertThat(rest).containsOnlyKeys("aggregator.threads");
    assertThat(configuration.trace().ratio()).isEqualTo(0.5);
  }

  @Test
  void shouldNameProblemsOfTracingBesideThoseOfTheProcess() {
    // given
    Configuration configuration =
        new Configuration("aggregator").assignments(List.of("trace.sampling.ratio=half"));
    // when / then
    assertThatThrownBy(() ->
            configuration.settings(values -> {
              throw new SettingsException(List.of("aggregator.threads: none"));
            }))
        .hasMessageContaining("aggregator.threads: none")
        .hasMessageContaining("trace.sampling.ratio: half (expected: a number from 0 to 1)");
  }
}
