package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that holds one value, that of the winning change.
 *
 * @param value the value; none if the change cleared it
 * @param place where the winning change stands
 */
public record Register(@Nullable Value value, Place place) implements AttributeState {

  /**
   * The same value after another change has said the same: the greatest of them by rule R5 owns it,
   * in whatever order they came. Whoever has seen the first of them has seen the value, so the
   * version stays.
   */
  public Register sharedWith(Stamp other) {
    Stamp own = place.stamp();
    if (Stamp.compareByClock(other, own) <= 0) {
      return this;
    }
    var shared =
        new Stamp(
            own.version(),
            other.hlc(),
            other.edgeNode(),
            other.mutationId(),
            other.priority(),
            other.aheadMs());
    return new Register(value, new Place(shared, place.below(), place.builtOnBy()));
  }

  @Override
  public Stamp stamp() {
    return place.stamp();
  }

  @Override
  public @Nullable Stamp unseenBy(Viewer viewer) {
    return viewer.hasSeen(place.stamp()) ? null : place.stamp();
  }
}
