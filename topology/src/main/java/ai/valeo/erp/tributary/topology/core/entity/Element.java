package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;

/**
 * An element of a set, in it or removed from it.
 *
 * @param value the element
 * @param marks the insertions and removals of it that no later change had seen; one or more
 */
public record Element(Value value, List<Mark> marks) {

  /**
   * One insertion or removal.
   *
   * @param stamp the change
   * @param insertion whether it put the element in
   */
  public record Mark(Stamp stamp, boolean insertion) {}

  public Element {
    marks = List.copyOf(marks);
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("marks: none (expected: 1 or more)");
    }
  }

  /** Whether the element is in the set: an insertion wins over removals that had not seen it. */
  public boolean isPresent() {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).insertion()) {
        return true;
      }
    }
    return false;
  }
}
