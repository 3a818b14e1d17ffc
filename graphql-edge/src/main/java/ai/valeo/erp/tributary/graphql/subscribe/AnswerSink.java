package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import io.vertx.core.buffer.Buffer;

/** Where the answers of one operation go. Encoding runs on any thread, the rest on the loop. */
interface AnswerSink {

  /** The source of a stream is listened to: what happens from now on is told. */
  void listening();

  /** An answer of a stream in the transport's form. */
  Buffer encode(GraphAnswer answer);

  /** Sends an encoded answer. */
  void send(Buffer message);

  /** The only answer: sends it and ends the operation. */
  void only(GraphAnswer answer, Buffer message);

  /** The stream is over. */
  void end();

  /** The stream broke; what broke is in the log only. */
  void fail();
}
