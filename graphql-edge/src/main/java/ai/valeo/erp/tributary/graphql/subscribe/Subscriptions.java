package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Execution;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The transports of subscriptions. Runs on event loops. */
public final class Subscriptions {

  private static final int UNAVAILABLE = 503;
  private static final int CLOSING_SECONDS = 2;

  private final Vertx vertx;
  private final SubscriptionService service;
  private final Clients clients;

  /** Transports over a service. */
  public Subscriptions(Vertx vertx, SubscriptionService service, MeterRegistry meters) {
    this.vertx = vertx;
    this.service = service;
    this.clients = new Clients(service.limits().connections(), meters);
  }

  /** What a server must be told so that WebSockets come as this class expects them. */
  public static void prepare(HttpServerOptions options, SubscriptionLimits limits) {
    options
        .setWebSocketSubProtocols(List.of(SocketSession.PROTOCOL))
        .setMaxWebSocketFrameSize(limits.messageBytes())
        .setMaxWebSocketMessageSize(limits.messageBytes())
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setWebSocketClosingTimeout(CLOSING_SECONDS);
  }

  /**
   * Whether a request comes from a page of this server, or from no page at all. Browsers let every
   * page open a WebSocket to everywhere, and tell only the server whose page it is.
   */
  public static boolean isSameOrigin(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    if (origin == null) {
      return true;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.getHeader("host"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Takes a request that asks for a WebSocket, of a page that may.
   *
   * @param caller who it says it is; that is checked when the client initialises
   */
  public void socket(HttpServerRequest request, Caller caller) {
    if (!clients.enter()) {
      request.response().setStatusCode(UNAVAILABLE).putHeader("retry-after", "1").end();
      return;
    }
    request
        .toWebSocket()
        .onSuccess(socket ->
            new SocketSession(vertx, socket, service, new SocketSession.Client(clients, caller)))
        .onFailure(failure -> clients.leave());
  }

  /**
   * What is answered.
   *
   * @param requestId found again in errors and the log
   * @param execution what was begun
   * @param msLeft when the client's token is over; null = never
   */
  public record Answering(String requestId, Execution execution, @Nullable Long msLeft) {}

  /**
   * Answers an HTTP request with an event stream.
   *
   * @return false if there are too many already; nothing was sent then
   */
  public boolean stream(HttpServerRequest request, Answering answering) {
    if (!clients.enter()) {
      return false;
    }
    EventStream stream =
        new EventStream(
            vertx,
            request.response(),
            service,
            new EventStream.Answering(clients, answering.requestId(), answering.msLeft()));
    try {
      stream.begin(service.workers(), answering.execution());
      return true;
    } catch (RejectedExecutionException e) {
      stream.stop();
      return false;
    }
  }
}
