package ai.valeo.erp.tributary.schemas.tracing;

import java.util.Locale;

/** The stages of a mutation's way, each a span of its trace and the next one's parent. */
public enum Stage {
  /** A change is taken: onto the disk of an edge node, or by the centre into the log. */
  CAPTURE,
  /** An edge node sends it, until the broker has it. */
  PUBLISH,
  /** From the broker's time of the record until the window it came in is closed. */
  INTAKE,
  /** The window is decided, and the answers are sent. */
  APPLY,
  /** The edge node has the answer and settles it in its store. */
  OUTCOME,
  /** The centre's view takes in the entity. */
  VIEW;

  private final String spanName;

  Stage() {
    spanName = name().toLowerCase(Locale.ROOT);
  }

  /** Its name in a trace. */
  public String spanName() {
    return spanName;
  }
}
