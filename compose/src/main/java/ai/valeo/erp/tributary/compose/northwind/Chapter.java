package ai.valeo.erp.tributary.compose.northwind;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stretch of the replay: first all offices are connected and see what they need, then some lose
 * their network, then each does its work, and at the end all have captured theirs.
 *
 * @param name what it is called, e.g. a month
 * @param offline the offices without network during it
 * @param work what each office does, in order
 */
public record Chapter(
    String name, Set<Office> offline, SortedMap<Office, List<PlannedMutation>> work) {
  /** Copies. */
  public Chapter {
    offline = Set.copyOf(offline);
    work = new TreeMap<>(work);
  }

  static Chapter connected(String name, Map<Office, List<PlannedMutation>> work) {
    return new Chapter(name, Set.of(), new TreeMap<>(work));
  }

  /** Number of mutations in it. */
  public int size() {
    return work.values().stream().mapToInt(List::size).sum();
  }
}
