package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter: the value last counted and every addition that stands above it. Always {@code value =
 * base + folded + deltas}, where an absent part is nothing.
 *
 * @param base the value last SET, or the initial value, or none
 * @param basePlace where that SET stands; none if nobody has SET it
 * @param folded sum of the additions that are no longer remembered one by one, or none
 * @param foldedUpTo the highest place among them; a SET below it comes too late to be placed
 * @param deltas the additions above the base, lowest place first
 * @param value the value as it stands, or none
 * @param stamp the change that was applied last
 */
public record Ledger(
    @Nullable Value base,
    @Nullable Place basePlace,
    @Nullable Value folded,
    @Nullable Place foldedUpTo,
    List<Delta> deltas,
    @Nullable Value value,
    Stamp stamp)
    implements AttributeState {

  public Ledger {
    deltas = List.copyOf(deltas);
  }

  @Override
  public @Nullable Stamp unseenBy(Viewer viewer) {
    if (!viewer.hasSeen(stamp)) {
      return stamp;
    }
    if (stamp.version() <= viewer.baseVersion()) {
      return null;
    }
    for (int i = deltas.size() - 1; i >= 0; i--) {
      Stamp delta = deltas.get(i).place().stamp();
      if (!viewer.hasSeen(delta)) {
        return delta;
      }
    }
    Stamp base = unseen(basePlace, viewer);
    return base != null ? base : unseen(foldedUpTo, viewer);
  }

  private static @Nullable Stamp unseen(@Nullable Place place, Viewer viewer) {
    return place == null || viewer.hasSeen(place.stamp()) ? null : place.stamp();
  }
}
