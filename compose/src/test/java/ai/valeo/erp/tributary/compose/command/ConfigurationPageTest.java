package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.trace.TraceKey;
import ai.valeo.erp.tributary.edge.app.EdgeKey;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The handbook's page of keys has every key of every process, as the catalogues know them. {@code
 * -Dconfiguration.update=true} writes its tables anew.
 */
final class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configure.md");
  private static final String HEAD = "| key | values | default | meaning |\n|---|---|---|---|\n";

  @Test
  void shouldListEveryKeyOfEveryProcess() throws IOException {
    // given
    String present = Files.readString(PAGE);
    // when
    String wanted = present;
    for (Map.Entry<String, String> table : tables().entrySet()) {
      wanted = replaced(wanted, table.getKey(), table.getValue());
    }
    if (Boolean.getBoolean("configuration.update")) {
      Files.writeString(PAGE, wanted);
      return;
    }
    // then
    assertThat(present).as("-Dtest.args=-Dconfiguration.update=true writes it").isEqualTo(wanted);
  }

  /** By name; keys that several processes know come once, in front. */
  private static Map<String, String> tables() {
    Map<String, List<SettingKey>> processes = new LinkedHashMap<>();
    processes.put("aggregator", List.of(AggregatorKey.values()));
    processes.put("central", CentralSettings.keys());
    processes.put(
        "edge",
        Stream.<SettingKey>concat(Stream.of(EdgeKey.values()), EdgeServerSettings.keys().stream())
            .toList());
    Map<String, String> tables = new LinkedHashMap<>();
    var shared = new TreeSet<String>();
    Stream.of(TraceKey.values()).forEach(key -> shared.add(key.tableRow()));
    processes.forEach((process, keys) -> {
      var own = new TreeSet<String>();
      for (SettingKey key : keys) {
        if (key.key().startsWith(process + ".")) {
          own.add(key.tableRow());
        } else {
          shared.add(key.tableRow());
        }
      }
      tables.put(process, HEAD + String.join("\n", own) + "\n");
    });
    tables.put("every process", HEAD + String.join("\n", shared) + "\n");
    return tables;
  }

  private static String replaced(String page, String name, String table) {
    String begin = "<!-- keys of " + name + ": generated -->\n";
    String end = "<!-- end of keys -->";
    int from = page.indexOf(begin);
    assertThat(from).as(begin).isNotNegative();
    int to = page.indexOf(end, from);
    assertThat(to).as(end).isNotNegative();
    return page.substring(0, from + begin.length()) + table + page.substring(to);
  }
}
