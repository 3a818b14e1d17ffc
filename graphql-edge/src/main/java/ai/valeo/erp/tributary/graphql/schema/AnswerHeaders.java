package ai.valeo.erp.tributary.graphql.schema;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Headers that fetchers add to the answer of their request. They find it in the GraphQL context
 * under its class. Any thread.
 */
public final class AnswerHeaders {

  private final SortedMap<String, String> headers = new TreeMap<>(); // guarded by this

  /** Adds a header; where it is there already, both values become one. */
  public synchronized void merge(String name, String value, BinaryOperator<String> both) {
    headers.merge(name, value, both);
  }

  synchronized Map<String, String> all() {
    return Map.copyOf(headers);
  }
}
