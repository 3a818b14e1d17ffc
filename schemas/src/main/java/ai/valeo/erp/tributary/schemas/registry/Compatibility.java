package ai.valeo.erp.tributary.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The compatibility rules of a subject, by Confluent's names. */
public enum Compatibility {
  /** Anything goes. */
  NONE(false, false, false),
  /** The new schema reads what the newest one wrote. */
  BACKWARD(true, false, false),
  /** The new schema reads what any earlier one wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The newest schema reads what the new one writes. */
  FORWARD(false, true, false),
  /** Every earlier schema reads what the new one writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both, against the newest schema. */
  FULL(true, true, false),
  /** Both, against every earlier schema. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean transitive;

  Compatibility(boolean readsOld, boolean readByOld, boolean transitive) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.transitive = transitive;
  }

  /**
   * What the rule has against a schema.
   *
   * @param candidate the new schema
   * @param earlier the released ones, oldest first
   * @return one line for each incompatibility; empty = it may be released
   */
  public List<String> problems(Schema candidate, List<Schema> earlier) {
    var problems = new ArrayList<String>();
    int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
    for (int i = first; i < earlier.size(); i++) {
      if (readsOld) {
        collect("reads version " + (i + 1), candidate, earlier.get(i), problems);
      }
      if (readByOld) {
        collect("is read by version " + (i + 1), earlier.get(i), candidate, problems);
      }
    }
    return List.copyOf(problems);
  }

  private static void collect(String what, Schema reader, Schema writer, List<String> problems) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return;
    }
    for (SchemaCompatibility.Incompatibility found : result.getIncompatibilities()) {
      problems.add(
          "not true that it %s: %s at %s (%s)"
              .formatted(what, found.getType(), found.getLocation(), found.getMessage()));
    }
  }
}
