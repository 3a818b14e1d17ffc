package ai.valeo.erp.tributary.tests.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of changes of which some have seen others. A change stands above all it has seen, and
 * nothing that is concurrent to both comes between them.
 *
 * <p>The place of a change is the greatest place among those it has seen, without the end that
 * ranks below the change itself, and then the change itself.
 *
 * @param history all changes of the attribute
 * @param byRank order between two changes that know nothing of each other
 */
record Places(List<Deed> history, Comparator<Deed> byRank) {

  /** The order of places. */
  Comparator<Deed> order() {
    return (a, b) -> compare(place(a), place(b));
  }

  private List<Deed> place(Deed deed) {
    List<Deed> greatest = List.of();
    for (Deed other : history) {
      if (other.arrivedBefore(deed) && deed.saw(other)) {
        List<Deed> place = place(other);
        greatest = compare(place, greatest) > 0 ? place : greatest;
      }
    }
    var place = new ArrayList<>(greatest);
    while (!place.isEmpty() && byRank.compare(place.getLast(), deed) < 0) {
      place.removeLast();
    }
    place.add(deed);
    return place;
  }

  private int compare(List<Deed> a, List<Deed> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byDeed = byRank.compare(a.get(i), b.get(i));
      if (byDeed != 0) {
        return byDeed;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
