package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entities of one type a node keeps: those whose attributes each have one of the values
 * wanted.
 *
 * @param wanted texts by attribute; an attribute that is not in it may have any value or none
 */
public record Interest(SortedMap<String, Set<String>> wanted) {

  /** All of them. */
  public static final Interest ALL = new Interest(new TreeMap<>());

  /** Copies. */
  public Interest {
    var copy = new TreeMap<String, Set<String>>();
    wanted.forEach((attribute, values) ->
        copy.put(attribute, Collections.unmodifiableSet(new TreeSet<>(values))));
    wanted = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether an entity with such attributes is kept. */
  public boolean includes(SortedMap<String, Value> values) {
    return wanted.entrySet().stream()
        .allMatch(one ->
            values.get(one.getKey()) instanceof Value.Text(String text)
                && one.getValue().contains(text));
  }

  /** Whether whatever is included here is included there too. */
  public boolean isWithin(Interest other) {
    return other.wanted.entrySet().stream()
        .allMatch(one -> {
          Set<String> values = wanted.get(one.getKey());
          return values != null && one.getValue().containsAll(values);
        });
  }

  /** What is included both here and there. */
  public Interest and(Interest other) {
    var both = new TreeMap<>(wanted);
    other.wanted.forEach((attribute, values) ->
        both.merge(
            attribute,
            values,
            (left, right) -> {
              var common = new TreeSet<>(left);
              common.retainAll(right);
              return common;
            }));
    return new Interest(both);
  }
}
