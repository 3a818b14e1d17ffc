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

  @Override
  public Stamp stamp() {
    return place.stamp();
  }

  @Override
  public @Nullable Stamp unseenBy(Viewer viewer) {
    return viewer.hasSeen(place.stamp()) ? null : place.stamp();
  }
}
