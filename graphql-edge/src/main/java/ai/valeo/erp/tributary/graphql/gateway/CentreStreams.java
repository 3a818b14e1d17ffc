package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.edge.OfflineException;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import graphql.schema.DataFetchingEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The subscriptions of the centre that run for clients of this node. Any thread. */
final class CentreStreams {

  /** Most of them at once. */
  static final int MOST = 1_000;

  /** Time between two looks whether the centre still lives. */
  static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration LONGEST_SILENCE = LOOK.multipliedBy(3);

  private final CentreClient client;
  private final Set<CentreStream> open = ConcurrentHashMap.newKeySet();

  CentreStreams(CentreClient client) {
    this.client = client;
  }

  /**
   * Begins a subscription.
   *
   * @return the results, when the centre listens to it
   * @throws OfflineException if the centre cannot be asked now
   */
  CompletableFuture<Publisher<Object>> begin(DataFetchingEnvironment field, CentreTypes types) {
    GraphRequest request =
        Objects.requireNonNull(field.getGraphQlContext().<GraphRequest>get(GraphRequest.class));
    String name = field.getField().getName();
    Questions.RootField rootField = new Questions(types).rootField(field, "Subscription");
    if (rootField.fields().isEmpty()) {
      throw new OfflineException(name + ": the centre does not know it");
    }
    if (open.size() >= MOST || !client.tryAcquire()) {
      throw offline(name);
    }
    Question question =
        Questions.together(field.getOperationDefinition(), List.of(rootField), request.variables());
    return client
        .listen(maxChars -> stream(field, question, maxChars), request)
        .handle((stream, failure) -> {
          if (failure != null) {
            throw offline(name);
          }
          return stream;
        });
  }

  private CentreStream stream(DataFetchingEnvironment field, Question question, int maxChars) {
    var own = new Own();
    CentreStream stream = new CentreStream(field, question, maxChars, own::end);
    own.stream = stream;
    open.add(stream);
    return stream;
  }

  /** A stream that takes itself off the list. */
  private final class Own {
    private @Nullable CentreStream stream;

    void end() {
      if (stream != null) {
        open.remove(stream);
      }
    }
  }

  /** Ends those whose connection is dead without having said so, and those nobody came for. */
  void look() {
    long nowNanos = System.nanoTime();
    for (CentreStream stream : open) {
      if (stream.isUnclaimed()) {
        stream.cancel();
      } else {
        stream.socket().look(nowNanos, LONGEST_SILENCE.toNanos());
      }
    }
  }

  /** Ends all of them: the network may not be used any more. */
  void cut(String reason) {
    open.forEach(stream -> stream.socket().cut(reason));
  }

  private static OfflineException offline(String name) {
    return new OfflineException(name + ": only the centre tells it, and it cannot be asked now");
  }
}
