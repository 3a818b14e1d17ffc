package ai.valeo.erp.tributary.topology.core.entity;

import org.jspecify.annotations.Nullable;

/**
 * Where a change stands among all changes of its attribute: its stamp, on top of the stamps it had
 * seen that outrank it. Nearly always there is nothing below.
 *
 * @param stamp the change itself
 * @param below the greatest change it had seen, if that outranks it by itself
 */
public record Place(Stamp stamp, @Nullable Place below) {

  /** A change with nothing below. */
  public static Place of(Stamp stamp) {
    return new Place(stamp, null);
  }

  /** Number of stamps, 1 or more. */
  public int depth() {
    int depth = 1;
    for (Place place = below; place != null; place = place.below) {
      depth++;
    }
    return depth;
  }
}
