package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the answers of one operation over its WebSocket, as graphql-transport-ws has it. */
final class SocketOperation implements AnswerSink {

  private static final int FRAME_CHARS = 200;

  private final SocketSession session;
  private final String id;
  private final String requestId;
  private final String quotedId;

  SocketOperation(SocketSession session, String id, String requestId) {
    this.session = session;
    this.id = id;
    this.requestId = requestId;
    this.quotedId = Json.write(id).toString();
  }

  @Override
  public void listening() {
    session.listening(id);
  }

  @Override
  public Buffer encode(GraphAnswer answer) {
    return answer.isExecuted() ? next(answer) : message(id, "error", answer.body().get("errors"));
  }

  @Override
  public void send(Buffer message) {
    session.counted();
    session.send(message);
  }

  @Override
  public void only(GraphAnswer answer, Buffer message) {
    send(message);
    if (answer.isExecuted()) {
      end();
    } else {
      session.ended(id);
    }
  }

  @Override
  public void end() {
    session.ended(id);
    session.send(message(id, "complete", null));
  }

  @Override
  public void fail() {
    session.ended(id);
    Object errors =
        ErrorFormat.answer(ErrorCode.INTERNAL, "Internal error", requestId).get("errors");
    session.send(message(id, "error", errors));
  }

  /** The answer of many is encoded once; only the frame around it is each one's own. */
  private Buffer next(GraphAnswer answer) {
    String payload = answer.encoded().get(() -> Json.write(answer.body()).toString());
    return Buffer.buffer(FRAME_CHARS + payload.length())
        .appendString("{\"id\":")
        .appendString(quotedId)
        .appendString(",\"type\":\"next\",\"payload\":")
        .appendString(payload)
        .appendString("}");
  }

  /** A message of an operation. */
  static Buffer message(String id, String type, @Nullable Object payload) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("type", type);
    if (payload != null) {
      message.put("payload", payload);
    }
    return Json.write(message);
  }
}
