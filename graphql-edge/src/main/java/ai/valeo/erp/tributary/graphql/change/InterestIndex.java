package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.Interest.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds who wants a change by its key and its traits. Guarded by whoever owns it.
 *
 * @param <W> those who watch
 */
final class InterestIndex<W> {

  private final Map<W, Interest> everything = new LinkedHashMap<>();
  private final Map<String, Map<W, Interest>> byKey = new HashMap<>();
  private final Map<String, TraitIndex<W>> byTrait = new HashMap<>();
  private int size;

  /** Those who look for values of one trait. */
  private record TraitIndex<W>(Trait trait, Map<String, Map<W, Interest>> values) {}

  void add(W watcher, Interest interest) {
    size++;
    switch (interest.choice()) {
      case Choice.Everything all -> everything.put(watcher, interest);
      case Choice.Keys keys -> keys.keys().forEach(key -> place(byKey, key).put(watcher, interest));
      case Choice.ByTrait by ->
          place(
                  byTrait.computeIfAbsent(
                          by.trait().name(), name -> new TraitIndex<>(by.trait(), new HashMap<>()))
                      .values,
                  by.value())
              .put(watcher, interest);
    }
  }

  void remove(W watcher, Interest interest) {
    boolean wasThere =
        switch (interest.choice()) {
          case Choice.Everything all -> everything.remove(watcher) != null;
          case Choice.Keys keys -> {
            boolean any = false;
            for (String key : keys.keys()) {
              any |= leave(byKey, key, watcher);
            }
            yield any;
          }
          case Choice.ByTrait by -> leaveTrait(by, watcher);
        };
    if (wasThere) {
      size--;
    }
  }

  /** How many watch. */
  int size() {
    return size;
  }

  /** Everybody who watches. */
  Set<W> all() {
    Set<W> all = new LinkedHashSet<>(everything.keySet());
    byKey.values().forEach(watchers -> all.addAll(watchers.keySet()));
    byTrait
        .values()
        .forEach(index -> index.values.values().forEach(watchers -> all.addAll(watchers.keySet())));
    return all;
  }

  /**
   * Who wants a change; nobody twice.
   *
   * @throws RuntimeException if the change cannot be read now
   */
  List<W> wanting(Change change) {
    var found = new ArrayList<W>();
    gather(everything, change, found);
    gather(byKey.get(change.key()), change, found);
    for (TraitIndex<W> index : byTrait.values()) {
      String value = index.trait.read().apply(change);
      if (value != null) {
        gather(index.values.get(value), change, found);
      }
    }
    return found;
  }

  private void gather(@Nullable Map<W, Interest> watchers, Change change, List<W> found) {
    if (watchers == null) {
      return;
    }
    watchers.forEach((watcher, interest) -> {
      if (interest.fits().test(change)) {
        found.add(watcher);
      }
    });
  }

  private boolean leaveTrait(Choice.ByTrait by, W watcher) {
    TraitIndex<W> index = byTrait.get(by.trait().name());
    boolean wasThere = index != null && leave(index.values, by.value(), watcher);
    if (index != null && index.values.isEmpty()) {
      byTrait.remove(by.trait().name());
    }
    return wasThere;
  }

  private static <W> Map<W, Interest> place(Map<String, Map<W, Interest>> places, String at) {
    return places.computeIfAbsent(at, made -> new LinkedHashMap<>());
  }

  private static <W> boolean leave(Map<String, Map<W, Interest>> places, String at, W watcher) {
    Map<W, Interest> there = places.get(at);
    boolean wasThere = there != null && there.remove(watcher) != null;
    if (there != null && there.isEmpty()) {
      places.remove(at);
    }
    return wasThere;
  }
}
