package ai.valeo.erp.tributary.schemas.settings;

import java.util.List;

/** A configuration that cannot be used; every problem is named. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf is serializable
  private final List<String> problems;

  /** One line a problem. */
  public SettingsException(List<String> problems) {
    super("Unusable configuration: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem. */
  public List<String> problems() {
    return problems;
  }
}
