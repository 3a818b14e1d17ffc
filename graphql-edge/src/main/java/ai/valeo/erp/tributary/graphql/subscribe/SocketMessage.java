package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.json.RequestReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client of graphql-transport-ws may send. */
sealed interface SocketMessage {

  /** Longest id of an operation; clients use UUIDs or numbers. */
  int MAX_ID_CHARS = 128;

  /** It wants to begin; with what it says of itself. */
  record Init(Map<String, Object> payload) implements SocketMessage {}

  /** It wants to know whether we are there. */
  record Ping(@Nullable JsonNode payload) implements SocketMessage {}

  /** It is there. */
  record Pong() implements SocketMessage {}

  /** It wants an operation run; the payload is read when the id is free. */
  record Subscribe(String id, JsonNode payload) implements SocketMessage {}

  /** It wants no more of an operation. */
  record Complete(String id) implements SocketMessage {}

  /** It is against the protocol. */
  record Invalid(String reason) implements SocketMessage {}

  /** Reads a message; what does not fit is {@link Invalid}. */
  static SocketMessage read(String text) {
    JsonNode message = Json.read(text.getBytes(StandardCharsets.UTF_8));
    if (message == null || !message.isObject()) {
      return new Invalid("expected a JSON object");
    }
    try {
      return read(message);
    } catch (InvalidRequestException e) {
      return new Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static SocketMessage read(JsonNode message) {
    JsonNode payload = message.get("payload");
    return switch (message.path("type").asText()) {
      case "connection_init" -> new Init(RequestReader.object("payload", payload));
      case "ping" -> {
        RequestReader.object("payload", payload);
        yield new Ping(payload);
      }
      case "pong" -> {
        RequestReader.object("payload", payload);
        yield new Pong();
      }
      case "subscribe" -> subscribe(message, payload);
      case "complete" -> {
        String id = id(message);
        yield id == null ? new Invalid("id: expected a text") : new Complete(id);
      }
      default -> new Invalid("type: unknown");
    };
  }

  private static SocketMessage subscribe(JsonNode message, @Nullable JsonNode payload) {
    String id = id(message);
    if (id == null) {
      return new Invalid("id: expected a text of 1 to " + MAX_ID_CHARS + " characters");
    }
    return payload == null || !payload.isObject()
        ? new Invalid("payload: expected an object")
        : new Subscribe(id, payload);
  }

  private static @Nullable String id(JsonNode message) {
    String id = message.path("id").isTextual() ? message.path("id").textValue() : "";
    return id.isEmpty() || id.length() > MAX_ID_CHARS ? null : id;
  }
}
