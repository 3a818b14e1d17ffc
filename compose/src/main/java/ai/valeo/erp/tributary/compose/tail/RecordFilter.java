package ai.valeo.erp.tributary.compose.tail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records are shown: those that fit everything that is given.
 *
 * @param key the record's key
 * @param entityType type of the entity it is about
 * @param entityId id of the entity it is about
 * @param node the edge node that it comes from or goes to
 * @param headers headers it has; an empty value = any
 */
public record RecordFilter(
    @Nullable String key,
    @Nullable String entityType,
    @Nullable String entityId,
    @Nullable String node,
    Map<String, String> headers) {

  /** Lets everything through. */
  public static final RecordFilter NONE = new RecordFilter(null, null, null, null, Map.of());

  /** Copies. */
  public RecordFilter {
    headers = Map.copyOf(headers);
  }

  /** Whether a record as {@link RecordRendering} shows it is to be shown. */
  public boolean fits(JsonNode shown) {
    String text = shown.path("key").asText("");
    JsonNode value = shown.path("value");
    int colon = text.indexOf(':');
    String typeOfKey = colon < 0 ? "" : text.substring(0, colon);
    String idOfKey = colon < 0 ? "" : text.substring(colon + 1);
    return isSame(key, text)
        && isSame(entityType, value.path("entityType").asText(typeOfKey))
        && isSame(entityId, value.path("entityId").asText(idOfKey))
        && isSame(node, value.path("edgeNodeId").asText(text))
        && hasHeaders(shown.path("headers"));
  }

  private boolean hasHeaders(JsonNode shown) {
    return headers.entrySet().stream()
        .allMatch(wanted -> {
          JsonNode found = shown.path(wanted.getKey());
          return !found.isMissingNode()
              && (wanted.getValue().isEmpty() || found.asText().equals(wanted.getValue()));
        });
  }

  private static boolean isSame(@Nullable String wanted, String found) {
    return wanted == null || wanted.equals(found);
  }
}
