package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.graphql.command.SubmitResult.Accepted;
import ai.valeo.erp.tributary.graphql.command.SubmitResult.Entry;
import ai.valeo.erp.tributary.graphql.command.SubmitResult.Rejected;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.publish.Command;
import ai.valeo.erp.tributary.graphql.publish.NotPublishedException;
import ai.valeo.erp.tributary.graphql.publish.UnconfirmedException;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Changes that edge nodes submit because they cannot reach Kafka. */
final class SubmitFields {

  /** How long a node waits that found too much under way. */
  private static final int OVERLOAD_MS = 1_000;

  private final CommandParts parts;
  private final SubmitRates rates;

  SubmitFields(CommandParts parts, SubmitRates rates) {
    this.parts = parts;
    this.rates = rates;
  }

  void into(Fields<Object> mutation) {
    mutation.fetch("submitMutations", this::submit);
  }

  private CompletableFuture<SubmitResult> submit(DataFetchingEnvironment field) {
    List<Submission> wanted = submissions(field);
    int most = parts.settings().submitting().perRequest();
    if (wanted.isEmpty() || wanted.size() > most) {
      throw new UserInputException("input: " + wanted.size() + " (expected: 1 to " + most + ")");
    }
    Identity who = Caller.of(field).identity();
    Batch batch = new Batch(Request.of(field));
    for (Submission one : wanted) {
      UserError forbidden = forbidden(one, who);
      batch.add(
          forbidden == null ? check(one, batch) : rejected(one, forbidden, Code.FORBIDDEN.name()));
    }
    return batch.end();
  }

  /** The entries of one request, in their order. */
  private static final class Batch {

    private final Trace trace;
    private final List<CompletableFuture<Entry>> entries = new ArrayList<>();
    private int retryAfterMs;

    Batch(Trace trace) {
      this.trace = trace;
    }

    boolean isLimited() {
      return retryAfterMs > 0;
    }

    void add(CompletableFuture<Entry> entry) {
      entries.add(entry);
    }

    CompletableFuture<SubmitResult> end() {
      return SubmitResult.of(entries, retryAfterMs);
    }
  }

  /** A node submits under its own name, in whichever of its incarnations. */
  private @Nullable UserError forbidden(Submission one, Identity who) {
    boolean isOurs = parts.settings().isCentral(one.node());
    boolean isTheirs =
        who.kind() == Identity.Kind.LOCAL
            || (!who.subject().isEmpty()
                && Incarnation.numberOf(new EdgeNodeId(who.subject()), one.node()) > 0);
    return isTheirs && !isOurs
        ? null
        : one.error(Code.FORBIDDEN, "edgeNodeId: not the caller's", "edgeNodeId");
  }

  private CompletableFuture<Entry> check(Submission one, Batch batch) {
    return switch (one.check(parts.types(), batch.trace)) {
      case Submission.Unsound(UserError error, @Nullable Reason reason) ->
          rejected(one, error, reason == null ? null : reason.name());
      case Submission.Sound(Command command) -> accept(one, command, batch);
    };
  }

  private CompletableFuture<Entry> accept(Submission one, Command command, Batch batch) {
    CompletableFuture<Fate> known = parts.dispatch().known(one.id());
    if (known == null && batch.isLimited()) {
      return limited(one, batch);
    }
    if (known == null) {
      SubmitRates.Permit permit = rates.take(one.node(), 1);
      batch.retryAfterMs = Math.max(batch.retryAfterMs, permit.retryAfterMs());
      if (permit.count() == 0) {
        return limited(one, batch);
      }
    }
    try {
      return (known == null ? send(command) : known)
          .handle((fate, failure) -> failure == null ? told(one, fate) : failed(one, failure));
    } catch (OverloadedException e) {
      batch.retryAfterMs = Math.max(batch.retryAfterMs, OVERLOAD_MS);
      return limited(one, batch);
    }
  }

  /** With one, all that come after it: a later change of its entity must not pass it. */
  private CompletableFuture<Entry> limited(Submission one, Batch batch) {
    String words = "Too many: again in " + batch.retryAfterMs + " ms";
    return rejected(one, one.error(Code.RATE_LIMITED, words, "edgeNodeId"), null);
  }

  private CompletableFuture<Fate> send(Command command) {
    var what =
        new Underway.What(
            command.id().value(), command.author().node().value(), command.key(), "submitted");
    return parts.dispatch().send(what, true, () -> parts.publisher().publish(command));
  }

  private Entry told(Submission one, Fate fate) {
    return switch (fate) {
      case Fate.Pending pending -> {
        parts.metrics().submitted("PENDING");
        yield Accepted.of(one.id(), pending);
      }
      case Fate.Answered(OutcomeView outcome) -> answered(one, outcome);
    };
  }

  /** What was answered under this identity must have been this node's. */
  private Entry answered(Submission one, OutcomeView outcome) {
    if (!outcome.edgeNodeId().equals(one.node())) {
      parts.metrics().submitted("DUPLICATE_REQUEST");
      return new Rejected(
          one.id(), one.error(Code.DUPLICATE_REQUEST, "id: is another node's", "id"), null);
    }
    parts.metrics().submitted(outcome.state());
    return Accepted.of(one.id(), new Fate.Answered(outcome));
  }

  private Entry failed(Submission one, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (!(cause instanceof NotPublishedException || cause instanceof UnconfirmedException)) {
      throw new CompletionException(cause);
    }
    parts.metrics().submitted(Dispatch.name(cause));
    return new Rejected(
        one.id(), one.error(Code.UNCONFIRMED, String.valueOf(cause.getMessage()), "id"), null);
  }

  private CompletableFuture<Entry> rejected(
      Submission one, UserError error, @Nullable String reason) {
    parts.metrics().submitted(error.code().name());
    return CompletableFuture.completedFuture(new Rejected(one.id(), error, reason));
  }

  @SuppressWarnings("unchecked") // the schema says what it is
  private static List<Submission> submissions(DataFetchingEnvironment field) {
    List<Map<String, Object>> inputs = field.getArgument("input");
    var submissions = new ArrayList<Submission>();
    for (int i = 0; inputs != null && i < inputs.size(); i++) {
      submissions.add(new Submission(inputs.get(i), i));
    }
    return submissions;
  }
}
