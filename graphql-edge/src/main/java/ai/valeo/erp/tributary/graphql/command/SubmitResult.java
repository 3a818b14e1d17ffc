package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What became of many things that were asked for at once.
 *
 * @param accepted what was published
 * @param rejected what was not
 * @param retryAfterMs when more may be asked for; 0 = at once
 */
record SubmitResult(List<Accepted> accepted, List<Rejected> rejected, int retryAfterMs) {

  /** What became of one thing. */
  sealed interface Entry {}

  /** It was published. */
  record Accepted(
      String id, String status, @Nullable String reason, @Nullable String message, long version)
      implements Entry {

    /** Of what is known. */
    static Accepted of(String id, Fate fate) {
      return switch (fate) {
        case Fate.Pending pending -> new Accepted(id, "PENDING", null, null, 0);
        case Fate.Answered(OutcomeView outcome) ->
            new Accepted(
                id, outcome.state(), outcome.reason(), outcome.message(), outcome.version());
      };
    }
  }

  /** It was not. */
  record Rejected(String id, UserError error, @Nullable String reason) implements Entry {}

  /** The result of these, in their order, once all are known. */
  static CompletableFuture<SubmitResult> of(
      List<CompletableFuture<Entry>> entries, int retryAfterMs) {
    return CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
        .thenApply(done -> {
          var accepted = new ArrayList<Accepted>();
          var rejected = new ArrayList<Rejected>();
          for (CompletableFuture<Entry> entry : entries) {
            switch (entry.join()) {
              case Accepted one -> accepted.add(one);
              case Rejected one -> rejected.add(one);
            }
          }
          return new SubmitResult(accepted, rejected, retryAfterMs);
        });
  }

  /** Adds the fetchers of its types. */
  static void into(RuntimeWiring.Builder wiring) {
    Fields.<SubmitResult>of("SubmitResult")
        .add("accepted", SubmitResult::accepted)
        .add("rejected", SubmitResult::rejected)
        .add("retryAfterMillis", result -> result.retryAfterMs == 0 ? null : result.retryAfterMs)
        .into(wiring);
    Fields.<Accepted>of("SubmittedMutation")
        .add("id", Accepted::id)
        .add("status", Accepted::status)
        .add("reason", Accepted::reason)
        .add("message", Accepted::message)
        .add("resultVersion", Accepted::version)
        .into(wiring);
    Fields.<Rejected>of("RejectedMutation")
        .add("id", Rejected::id)
        .add("error", Rejected::error)
        .add("reason", Rejected::reason)
        .into(wiring);
  }
}
