package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks who the client of a WebSocket is, and for how long. Used on the client's event loop;
 * tokens are checked on workers, since keys may have to be asked for.
 */
final class Admission {

  private final Vertx vertx;
  private final Context loop;
  private final SubscriptionService service;

  Admission(Vertx vertx, SubscriptionService service) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.service = service;
  }

  /**
   * Why somebody is not let in.
   *
   * @param code how the WebSocket is closed
   * @param reason why, in words
   */
  record Refused(CloseCode code, String reason) {}

  /** Tells one of the two, on the event loop. */
  void check(Caller claimed, Consumer<Identity> known, Consumer<Refused> refused) {
    Security security = service.security();
    if (!security.asksForTokens()) {
      known.accept(Identity.local());
      return;
    }
    try {
      service
          .workers()
          .execute(() -> {
            try {
              Identity identity = security.identity(claimed.authorization(), claimed.client());
              loop.runOnContext(ignored -> known.accept(identity));
            } catch (TokenRefusedException e) {
              loop.runOnContext(ignored -> refused.accept(of(e)));
            }
          });
    } catch (RejectedExecutionException e) {
      refused.accept(new Refused(CloseCode.TRY_AGAIN, "Too many requests"));
    }
  }

  private static Refused of(TokenRefusedException failure) {
    return switch (failure.reason()) {
      case INVALID -> new Refused(CloseCode.FORBIDDEN, String.valueOf(failure.getMessage()));
      case KEYS_UNKNOWN, TOO_MANY ->
          new Refused(CloseCode.TRY_AGAIN, String.valueOf(failure.getMessage()));
    };
  }

  /** Runs this when the client has to show again who it is; answers the timer, if that will be. */
  @Nullable Long onEnd(Identity identity, Runnable end) {
    Long msLeft = service.security().msLeft(identity);
    return msLeft == null ? null : vertx.setTimer(msLeft, over -> end.run());
  }
}
