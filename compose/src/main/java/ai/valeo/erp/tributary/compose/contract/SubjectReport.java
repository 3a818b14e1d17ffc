package ai.valeo.erp.tributary.compose.contract;

import java.util.List;

/**
 * What was found out about one subject.
 *
 * @param subject the subject
 * @param state how our schema stands to it
 * @param id the id of our schema in the registry; 0 = none
 * @param versions how many versions it was compared with
 * @param problems what is wrong, a line each
 */
public record SubjectReport(
    String subject, State state, int id, int versions, List<String> problems) {

  /** How a schema stands to its subject. */
  public enum State {
    /** It is there already. */
    REGISTERED,
    /** It was put there just now. */
    ADDED,
    /** It may be put there. */
    FITS,
    /** The rule of the subject forbids it. */
    INCOMPATIBLE
  }

  /** Copies. */
  public SubjectReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean isWell() {
    return problems.isEmpty();
  }
}
