package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.graphql.schema.AnswerHeaders;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the answers to all that is written have in common: counting, waiting, the read token. */
final class Answering {

  private static final int NO_VERSION = 0;

  private final @Nullable AnswerHeaders headers;
  private final CommandParts parts;

  Answering(DataFetchingEnvironment field, CommandParts parts) {
    this.headers = field.getGraphQlContext().get(AnswerHeaders.class);
    this.parts = parts;
  }

  /** The answer, counted by what it says. */
  CompletableFuture<Payload> counted(Supplier<CompletableFuture<Payload>> answer) {
    CompletableFuture<Payload> given;
    try {
      given = answer.get();
    } catch (OverloadedException e) {
      given = CompletableFuture.failedFuture(e);
    }
    return given.whenComplete((payload, failure) ->
        parts
            .metrics()
            .answered(failure == null ? result(payload) : Dispatch.name(cause(failure))));
  }

  private static String result(Payload payload) {
    return payload.mutationId() == null ? "REFUSED" : payload.state().name();
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** Waits until the views show what came of it, and gives the client its token. */
  CompletableFuture<Boolean> shown(OutcomeView outcome) {
    if (outcome.version() <= NO_VERSION || outcome.entityId().isEmpty()) {
      return CompletableFuture.completedFuture(outcome.state().equals("APPLIED"));
    }
    ReadToken token =
        new ReadToken(
            new EntityKey(outcome.entityType(), outcome.entityId()),
            outcome.version(),
            parts.reach().nowMs());
    if (headers != null && !outcome.state().equals("FAILED")) {
      headers.readToken(token.text());
    }
    return parts.reach().await(List.of(token), parts.settings().patience());
  }

  /** The result of a FAILED outcome. */
  static Payload failed(OutcomeView outcome) {
    List<UserError> errors = OutcomeErrors.of(outcome);
    return new Payload(
        outcome.mutationId(), MutationState.FAILED, errors.getFirst().message(), errors, Map.of());
  }
}
