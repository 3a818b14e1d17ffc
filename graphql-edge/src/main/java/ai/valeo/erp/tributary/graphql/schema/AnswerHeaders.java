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

  /** Tells the client what it has written, for its later reads: as a header and an extension. */
  public void readToken(String token) {
    merge(ReadGate.HEADER, token, (one, other) -> one + "," + other);
  }

  /** What goes into the answer's {@code extensions}. */
  synchronized Map<String, Object> extensions() {
    String token = headers.get(ReadGate.HEADER);
    return token == null ? Map.of() : Map.of(ReadGate.EXTENSION, token);
  }

  synchronized Map<String, String> all() {
    return Map.copyOf(headers);
  }
}
