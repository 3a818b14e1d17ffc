package ai.valeo.erp.tributary.edge.core;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How a store stands to what the centre knows of its node, when it connects. */
public sealed interface Standing {

  /**
   * It has published nothing under any name and takes this one.
   *
   * @param free the lowest incarnation nobody has had
   */
  record Unnamed(int free) implements Standing {}

  /** It is as the centre knows it. */
  record Sound() implements Standing {}

  /**
   * It is older than what was published in its name: restored from a backup, or a copy. It must
   * find out what of its mutations was published, and then go on as another incarnation.
   *
   * @param why how that shows
   * @param free the lowest incarnation nobody has had
   */
  record Old(String why, int free) implements Standing {}

  /**
   * What the store knows of itself.
   *
   * @param id identity of the store, given when it was made
   * @param runs the run announced last, and the one the centre knew then; empty = never announced
   * @param run the run of this process
   * @param last the highest publish number given
   * @param doubt why it is known to be old already, or none
   */
  record Own(String id, Set<String> runs, String run, PublishNumber last, @Nullable String doubt) {

    /** Copies. */
    public Own {
      runs = Set.copyOf(runs);
    }

    private boolean hasName() {
      return !runs.isEmpty() || last.sequence() > 0;
    }

    private boolean isOwnRun(@Nullable String other) {
      return other == null || runs.contains(other) || other.equals(run);
    }
  }

  /**
   * Judges a store.
   *
   * @param register what the centre knows of the node's incarnations, by number
   */
  static Standing judge(Own own, SortedMap<Integer, Sighting> register) {
    int highest = register.isEmpty() ? 0 : register.lastKey();
    int ownHighest = highestOf(own, register);
    if (!own.hasName() && ownHighest == 0) {
      return new Unnamed(highest + 1); // a copy of it has nothing that could be published twice
    }
    int present = own.hasName() ? own.last().incarnation() : 0;
    int free = Math.max(highest, present) + 1;
    if (own.doubt() != null) {
      return new Old(own.doubt(), free);
    }
    if (ownHighest > present) {
      return new Old("the centre knows incarnation " + ownHighest + " of this store", free);
    }
    Sighting seen = register.get(present);
    return seen == null ? new Sound() : judge(own, seen, free);
  }

  private static Standing judge(Own own, Sighting seen, int free) {
    if (seen.owner() != null && !seen.owner().equals(own.id())) {
      return own.last().sequence() == 0
          ? new Unnamed(free)
          : new Old("another store publishes as incarnation " + seen.incarnation(), free);
    }
    if (!own.isOwnRun(seen.run())) {
      return new Old("a later run of this store was announced from elsewhere", free);
    }
    if (seen.lastSequence() > own.last().sequence()) {
      return new Old(
          "the centre has seen sequence "
              + seen.lastSequence()
              + ", this store has given none above "
              + own.last().sequence(),
          free);
    }
    return new Sound();
  }

  private static int highestOf(Own own, SortedMap<Integer, Sighting> register) {
    return register.entrySet().stream()
        .filter(entry -> own.id().equals(entry.getValue().owner()))
        .mapToInt(Map.Entry::getKey)
        .max()
        .orElse(0);
  }
}
