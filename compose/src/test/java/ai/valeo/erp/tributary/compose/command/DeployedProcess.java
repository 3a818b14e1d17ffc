package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import java.util.List;
import java.util.Map;

/** A process as a deployment file starts it: would it take its environment? */
record DeployedProcess(String name, Map<String, String> environment) {

  /** What it would say and stop. */
  List<String> problems() {
    Configuration configuration = new Configuration(name).environment(environment);
    try {
      switch (name) {
        case "aggregator" -> configuration.settings(AggregatorSettings::of);
        case "central" -> configuration.settings(CentralSettings::of);
        case "edge" -> configuration.settings(EdgeServerSettings::of);
        default -> throw new IllegalArgumentException(name);
      }
      return List.of();
    } catch (SettingsException e) {
      return e.problems();
    }
  }
}
