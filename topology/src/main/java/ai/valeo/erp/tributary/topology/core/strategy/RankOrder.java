package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A total order of all changes of an attribute that respects what they had seen: the greatest one
 * wins, in whatever order they arrive.
 *
 * <p>By itself a change has a rank: its clock, its priority. A change that has seen another must
 * stand above it even if it ranks below it, and nothing concurrent may come between the two. So a
 * place is a falling sequence of ranks, compared from its bottom: what a change had seen and does
 * not outrank by itself, then the change. It is enough to remember the winner's place: what a late
 * change has seen of it is a beginning of that sequence, and whatever else it may have seen stands
 * lower and changes no comparison that matters.
 */
public enum RankOrder {
  /** The greatest by clock, node and mutation (rule R5). */
  LAST {
    @Override
    public int compareRanks(Stamp left, Stamp right) {
      return Stamp.compareByClock(left, right);
    }
  },
  /** The least by clock, node and mutation. */
  FIRST {
    @Override
    public int compareRanks(Stamp left, Stamp right) {
      return -Stamp.compareByClock(left, right);
    }
  },
  /** The greatest by priority, then as {@link #LAST}. */
  PRIORITY {
    @Override
    public int compareRanks(Stamp left, Stamp right) {
      int byPriority = Integer.compare(left.priority(), right.priority());
      return byPriority != 0 ? byPriority : Stamp.compareByClock(left, right);
    }
  };

  /** Order of two changes by themselves. */
  public abstract int compareRanks(Stamp left, Stamp right);

  /** Order of two places. */
  public int compare(Place left, Place right) {
    if (left.below() == null && right.below() == null) {
      return compareRanks(left.stamp(), right.stamp());
    }
    var ones = fromBottom(left);
    var others = fromBottom(right);
    int common = Math.min(ones.size(), others.size());
    for (int i = 0; i < common; i++) {
      int byRank = compareRanks(ones.get(i), others.get(i));
      if (byRank != 0) {
        return byRank;
      }
    }
    return Integer.compare(ones.size(), others.size());
  }

  /**
   * The place of a change that has seen another.
   *
   * @param seen the greatest place among what it has seen, or none
   * @param maxDepth stamps a place may hold; beyond, the two lowest are sealed into one, so that a
   *     change which has seen only the lower of them ranks as if it had seen neither
   */
  public Place above(@Nullable Place seen, Stamp change, int maxDepth) {
    return above(null, seen, change, maxDepth);
  }

  /**
   * The same of a change that takes the place of another.
   *
   * @param top the other's place: whoever has built on what stays of it is remembered; none =
   *     nobody
   */
  public Place above(@Nullable Place top, @Nullable Place seen, Stamp change, int maxDepth) {
    Place below = seen;
    while (below != null && compareRanks(below.stamp(), change) < 0) {
      below = below.below();
    }
    if (below != null && top != null) {
      below = below.builtOn(top.buildersOn(below));
    }
    var place = new Place(change, below);
    return below != null && place.depth() > maxDepth ? seal(place) : place;
  }

  /** What a viewer has seen of a place, or none. */
  public static @Nullable Place seenPart(Place place, Viewer viewer) {
    Place part = place;
    while (part != null && !hasSeen(viewer, part)) {
      part = part.below();
    }
    return part;
  }

  private static boolean hasSeen(Viewer viewer, Place part) {
    return viewer.hasSeen(part.stamp()) || part.builtOnBy().contains(viewer.own().edgeNode());
  }

  /** A later change of the viewer's own node within a place, or none. */
  public static @Nullable Stamp overtaking(Place place, Viewer viewer) {
    for (Place part = place; part != null; part = part.below()) {
      if (viewer.isOvertakenBy(part.stamp())) {
        return part.stamp();
      }
    }
    return null;
  }

  private static Place seal(Place place) {
    var places = new ArrayList<Place>();
    for (Place part = place; part != null; part = part.below()) {
      places.add(0, part);
    }
    Stamp lowest = places.get(0).stamp();
    var sealed =
        new Stamp(
            places.get(1).stamp().version(),
            lowest.hlc(),
            lowest.edgeNode(),
            lowest.mutationId(),
            lowest.priority(),
            lowest.aheadMs());
    var result = new Place(sealed, null, places.get(1).builtOnBy());
    for (int i = 2; i < places.size(); i++) {
      result = new Place(places.get(i).stamp(), result, places.get(i).builtOnBy());
    }
    return result;
  }

  private static List<Stamp> fromBottom(Place place) {
    var stamps = new ArrayList<Stamp>(4);
    for (Place part = place; part != null; part = part.below()) {
      stamps.add(part.stamp());
    }
    Collections.reverse(stamps);
    return stamps;
  }
}
