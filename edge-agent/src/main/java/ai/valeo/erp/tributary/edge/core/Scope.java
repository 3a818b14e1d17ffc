package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entities a node keeps: all of them, or those of some types, or those whose attributes have
 * one of the values given. What the node has changed itself it keeps while that is under way.
 *
 * @param types names of the types; empty = all
 * @param attributes values wanted, as text, by type and attribute; a type that is not in it is kept
 *     whole
 */
public record Scope(
    Set<String> types, SortedMap<String, SortedMap<String, Set<String>>> attributes) {

  /** Everything. */
  public static final Scope ALL = new Scope(Set.of(), new TreeMap<>());

  /** Copies. */
  public Scope {
    types = Collections.unmodifiableSet(new TreeSet<>(types));
    var copy = new TreeMap<String, SortedMap<String, Set<String>>>();
    attributes.forEach(
        (type, wanted) -> copy.put(type, Collections.unmodifiableSortedMap(sorted(wanted))));
    attributes = Collections.unmodifiableSortedMap(copy);
  }

  private static SortedMap<String, Set<String>> sorted(SortedMap<String, Set<String>> wanted) {
    var copy = new TreeMap<String, Set<String>>();
    wanted.forEach((attribute, values) ->
        copy.put(attribute, Collections.unmodifiableSet(new TreeSet<>(values))));
    return copy;
  }

  /** Whether the node reads that type at all. */
  public boolean covers(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** Which entities of a type it reads the node keeps. */
  public Interest interest(String type) {
    SortedMap<String, Set<String>> wanted = attributes.get(type);
    return wanted == null ? Interest.ALL : new Interest(wanted);
  }

  /** Whether the node keeps an entity with such attributes. */
  public boolean includes(String type, SortedMap<String, Value> values) {
    if (!covers(type)) {
      return false;
    }
    return interest(type).includes(values);
  }
}
