package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation offers to one attribute.
 *
 * @param attribute the attribute
 * @param changes its change; several only if all are INSERT or REMOVE
 * @param viewer who offers it and what was seen; its own stamp bears the version it would get
 * @param creating whether a CREATE offers it
 * @param forgetBeforeMs readings of clocks before that are beyond the horizon
 * @param settings bounds
 */
public record Offer(
    Attribute attribute,
    List<Change> changes,
    Viewer viewer,
    boolean creating,
    long forgetBeforeMs,
    MergeSettings settings) {

  /** The change, or the first of several. */
  public Change change() {
    return changes.get(0);
  }

  /** Operand of the change, or none if it clears the attribute. */
  public @Nullable Value operand() {
    return changes.get(0).operand();
  }

  /** Stamp of the change. */
  public Stamp stamp() {
    return viewer.own();
  }
}
