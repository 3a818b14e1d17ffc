package ai.valeo.erp.tributary.topology.app;

import java.util.List;

/** A configuration that cannot be used; every problem is named. */
public final class SettingsException extends RuntimeException {

  private final List<String> problems;

  SettingsException(List<String> problems) {
    super("Unusable configuration: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem. */
  public List<String> problems() {
    return problems;
  }
}
