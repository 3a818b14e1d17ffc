package ai.valeo.erp.tributary.graphql.app;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class CentralSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  CentralSettingsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, one a line. */
  public List<String> problems() {
    return problems;
  }
}
