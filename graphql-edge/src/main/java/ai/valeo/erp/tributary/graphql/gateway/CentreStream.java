package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What the centre tells of one subscribed root field, for one subscriber: a result when it asks for
 * one. While too many wait for it, nothing more is read of the centre.
 *
 * <p>Threading: any thread; the subscriber is called by one at a time.
 */
final class CentreStream implements Publisher<Object>, Subscription, CentreSocket.Told {

  /** Most results that wait for the subscriber before no more is read. */
  static final int MOST_WAITING = 64;

  private final DataFetchingEnvironment field;
  private final Question question;
  private final CentreSocket socket;
  private final Runnable onEnd;
  private final Deque<JsonNode> waiting = new ArrayDeque<>(); // guarded by this
  private @Nullable Subscriber<? super Object> subscriber; // guarded by this
  private long wanted; // guarded by this
  private boolean isEnded; // guarded by this
  private boolean isOver; // guarded by this
  private boolean isBusy; // guarded by this
  private boolean isUnclaimed; // guarded by this

  /**
   * A stream that is not connected yet.
   *
   * @param question what is asked of the field
   * @param maxChars largest message of the centre
   * @param onEnd told when it is over
   */
  CentreStream(DataFetchingEnvironment field, Question question, int maxChars, Runnable onEnd) {
    this.field = field;
    this.question = question;
    this.onEnd = onEnd;
    socket = new CentreSocket(this, maxChars);
  }

  /** The connection it comes over. */
  CentreSocket socket() {
    return socket;
  }

  /** Asks the centre; done when that listens. */
  CompletableFuture<Void> ask() {
    return socket.subscribe(question);
  }

  /**
   * Whether nobody has come for it since the last time this was asked: what was to have it was
   * ended early.
   */
  synchronized boolean isUnclaimed() {
    boolean wasUnclaimed = isUnclaimed;
    isUnclaimed = subscriber == null && socket.isListening();
    return wasUnclaimed && isUnclaimed;
  }

  @Override
  public void subscribe(Subscriber<? super Object> only) {
    synchronized (this) {
      if (subscriber != null) {
        throw new IllegalStateException("subscribe: has a subscriber already");
      }
      subscriber = only;
    }
    only.onSubscribe(this);
    deliver();
  }

  @Override
  public void request(long count) {
    synchronized (this) {
      wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
    }
    deliver();
  }

  @Override
  public void cancel() {
    synchronized (this) {
      isOver = true;
      waiting.clear();
    }
    socket.leave();
    onEnd.run();
  }

  @Override
  public void next(JsonNode result) {
    synchronized (this) {
      if (!isOver) {
        waiting.add(result);
      }
    }
    deliver();
  }

  @Override
  public synchronized boolean hasRoom() {
    return waiting.size() < MOST_WAITING;
  }

  @Override
  public void ended() {
    synchronized (this) {
      isEnded = true;
    }
    onEnd.run();
    deliver();
  }

  /** Gives the subscriber what it wants, on one thread at a time. */
  private void deliver() {
    while (true) {
      Subscriber<? super Object> to;
      JsonNode result;
      synchronized (this) {
        to = subscriber;
        boolean hasResult = wanted > 0 && !waiting.isEmpty();
        boolean isComplete = isEnded && waiting.isEmpty();
        if (to == null || isBusy || isOver || !(hasResult || isComplete)) {
          return;
        }
        result = hasResult ? waiting.remove() : null;
        isOver = result == null;
        isBusy = true;
        wanted -= hasResult && wanted != Long.MAX_VALUE ? 1 : 0;
      }
      if (result == null) {
        to.onComplete();
        return;
      }
      to.onNext(shown(result));
      synchronized (this) {
        isBusy = false;
      }
      socket.resume();
    }
  }

  private Object shown(JsonNode result) {
    String name = field.getMergedField().getResultKey();
    JsonNode data = result.path("data").get(name);
    Object value = data == null ? null : Json.plain(data);
    List<GraphQLError> errors = new ArrayList<>(CentreErrors.of(result, name));
    errors.addAll(CentreErrors.without(result, List.of(name)));
    return DataFetcherResult.newResult().data(CentreObject.of(value, field)).errors(errors).build();
  }
}
