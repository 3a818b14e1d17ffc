package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Many entity keys as one argument of a statement, so that one statement can ask for all of them,
 * and the way back from what it answers. Made once, it serves for any number of statements.
 */
public final class KeyList {

  /** What a statement compares a column with: {@code entity IN <this>}, with one argument. */
  static final String IN = "(SELECT value FROM json_each(?1))";

  private static final int CHARS = 32; // of a key, about

  private final Map<String, EntityKey> keys;
  private final String argument;

  private KeyList(Map<String, EntityKey> keys, String argument) {
    this.keys = keys;
    this.argument = argument;
  }

  /** These keys. */
  public static KeyList of(Collection<EntityKey> keys) {
    Map<String, EntityKey> byText = HashMap.newHashMap(keys.size());
    var encoder = JsonStringEncoder.getInstance();
    var json = new StringBuilder(keys.size() * CHARS).append('[');
    for (EntityKey key : keys) {
      String text = key.toString();
      byText.put(text, key);
      json.append(json.length() == 1 ? "\"" : ",\"");
      encoder.quoteAsString(text, json);
      json.append('"');
    }
    return new KeyList(byText, json.append(']').toString());
  }

  /** The keys. */
  Collection<EntityKey> all() {
    return keys.values();
  }

  /** How many different ones. */
  int size() {
    return keys.size();
  }

  /** The argument. */
  String argument() {
    return argument;
  }

  /** The key of a text that a statement with this argument has answered. */
  EntityKey key(String text) {
    return Objects.requireNonNull(keys.get(text), "not asked for");
  }
}
