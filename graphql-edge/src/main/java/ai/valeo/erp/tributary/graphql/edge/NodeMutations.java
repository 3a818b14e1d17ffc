package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.outbox.RetryResult;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the node itself and with its refused changes. */
final class NodeMutations {

  private static final Logger log = LoggerFactory.getLogger(NodeMutations.class);
  private static final Duration SYNC_TIME = Duration.ofSeconds(2);

  private final LocalNode node;
  private final Supplier<Object> status;

  /**
   * Fetchers.
   *
   * @param status the source of EdgeStatus and SyncStatus
   */
  NodeMutations(LocalNode node, Supplier<Object> status) {
    this.node = node;
    this.status = status;
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation
        .fetch("triggerSync", field -> sync().with("syncStatus", status.get()))
        .fetch("setOfflineMode", this::setOfflineMode)
        .fetch("acknowledgeMutation", this::acknowledge)
        .fetch("retryMutation", this::retry);
    Payload.type(wiring, "SyncResult", "syncStatus");
    Payload.type(wiring, "EdgeResult", "edgeStatus");
    Payload.type(wiring, "AttentionResult");
  }

  private Payload sync() {
    try {
      return switch (node.sync(SYNC_TIME)) {
        case DONE -> Payload.done(MutationState.APPLIED, "Alles ausgetauscht");
        case UNDER_WAY -> Payload.done(MutationState.PROCESSING, "Synchronisation läuft");
        case OFFLINE ->
            Payload.refused(UserError.general(Code.OFFLINE, "Keine Netzwerkverbindung"));
      };
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static Payload failed(RuntimeException cause) {
    log.atWarn().setCause(cause).log("Synchronisation failed");
    return Payload.refused(
        UserError.general(Code.INTERNAL, "Synchronisationsfehler: " + cause.getMessage()));
  }

  private Payload setOfflineMode(DataFetchingEnvironment field) {
    boolean isEnabled = Boolean.TRUE.equals(field.getArgument("enabled"));
    node.setOfflineMode(isEnabled);
    String message = isEnabled ? "Offline-Modus eingeschaltet" : "Offline-Modus ausgeschaltet";
    return Payload.done(MutationState.APPLIED, message).with("edgeStatus", status.get());
  }

  private Payload acknowledge(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "id");
    if (id.isEmpty() || !node.acknowledge(new MutationId(id))) {
      return unknown(id);
    }
    return new Payload(id, MutationState.APPLIED, "Zur Kenntnis genommen", List.of(), Map.of());
  }

  private Payload retry(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "id");
    if (id.isEmpty()) {
      return unknown(id);
    }
    return switch (node.retry(new MutationId(id))) {
      case RetryResult.Retried(var failed, var captured) ->
          Payload.made(captured.id().value(), MutationState.PENDING, "Erneut versucht");
      case RetryResult.NotFailed none -> unknown(id);
      case RetryResult.Refused(var refused) ->
          Payload.refused(new UserError(Code.VALIDATION_FAILED, refused.message(), List.of("id")));
    };
  }

  private static Payload unknown(String id) {
    return Payload.refused(
        new UserError(Code.NOT_FOUND, "Keine fehlgeschlagene Änderung " + id, List.of("id")));
  }
}
