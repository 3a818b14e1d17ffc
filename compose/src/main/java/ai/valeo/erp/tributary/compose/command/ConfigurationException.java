package ai.valeo.erp.tributary.compose.command;

import java.util.List;

/** A configuration that cannot be used; every problem is named. */
final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  ConfigurationException(List<String> problems) {
    super("Unusable configuration: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem. */
  List<String> problems() {
    return problems;
  }
}
