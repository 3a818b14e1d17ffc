package ai.valeo.erp.tributary.graphql.schema;

import static graphql.language.OperationDefinition.Operation.MUTATION;
import static graphql.language.OperationDefinition.Operation.SUBSCRIPTION;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents parsed, validated and measured, the least recently used dropped first. What was
 * refused is kept as well, so that asking again costs as little, but by itself and not as much, so
 * that nobody crowds out what is good. Any thread.
 */
final class DocumentCache implements PreparsedDocumentProvider {

  /** So many times fewer refused documents are kept. */
  private static final int GOOD_TO_REFUSED = 8;

  private static final String PARSING_CANCELLED = "parsing has been cancelled";

  /** Context key: set where the answer to a subscription can be sent. */
  static final String MAY_STREAM = "tributary.mayStream";

  private final GraphQLSchema schema;
  private final FieldRules rules;
  private final RequestGate gate;
  private final QueryLimits limits;
  private final Runnable onMiss;
  private final Map<String, Prepared> entries; // guarded by itself
  private final Map<String, Prepared> refused; // guarded by entries

  DocumentCache(FieldRules rules, RequestGate gate, QueryLimits limits, Runnable onMiss) {
    this.schema = rules.schema();
    this.rules = rules;
    this.gate = gate;
    this.limits = limits;
    this.onMiss = onMiss;
    this.entries = new Recent(limits.cachedDocuments());
    this.refused = new Recent(Math.max(1, limits.cachedDocuments() / GOOD_TO_REFUSED));
  }

  /**
   * A document.
   *
   * @param entry its parsed form, or why there is none
   * @param needs what it asks of its caller
   * @param isTurnedAway whether it was not even read
   * @param operations its operations
   */
  private record Prepared(
      PreparsedDocumentEntry entry,
      DocumentNeeds needs,
      boolean isTurnedAway,
      List<OperationDefinition> operations) {

    static Prepared of(PreparsedDocumentEntry entry, DocumentNeeds needs) {
      Document document = entry.getDocument();
      return new Prepared(
          entry,
          needs,
          false,
          document == null ? List.of() : document.getDefinitionsOfType(OperationDefinition.class));
    }

    boolean isRefused() {
      return entry.hasErrors();
    }
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> prepare) {
    GraphRequest request = input.getGraphQLContext().get(GraphRequest.class);
    Prepared prepared = prepared(input, request, prepare);
    PreparsedDocumentEntry entry = prepared.entry;
    if (entry.hasErrors() && request != null && !prepared.isTurnedAway) {
      gate.unfit(request);
    }
    GraphQLError refusal = entry.hasErrors() ? null : refusal(prepared, input);
    if (refusal != null) {
      entry = new PreparsedDocumentEntry(refusal);
    } else if (!prepared.needs.areMetBy(caller(input))) {
      input.getGraphQLContext().put(FieldGuard.MUST_LOOK, true);
      input.getGraphQLContext().put(Accesses.class, new Accesses());
    }
    return CompletableFuture.completedFuture(entry);
  }

  private static Identity caller(ExecutionInput input) {
    GraphRequest request = input.getGraphQLContext().get(GraphRequest.class);
    return request == null ? Identity.local() : request.caller().identity();
  }

  /** How many documents are kept. */
  int size() {
    synchronized (entries) {
      return entries.size() + refused.size();
    }
  }

  private Prepared prepared(
      ExecutionInput input,
      @Nullable GraphRequest request,
      Function<ExecutionInput, PreparsedDocumentEntry> prepare) {
    String text = input.getQuery();
    if (text.length() > limits.maxChars()) {
      return refused(exceeded("characters", limits.maxChars()));
    }
    Prepared known;
    synchronized (entries) {
      known = entries.get(text);
      known = known == null ? refused.get(text) : known;
    }
    if (known != null) {
      return known;
    }
    RequestGate.Refusal unread = request == null ? null : gate.read(request);
    if (unread != null) {
      return new Prepared(
          new PreparsedDocumentEntry(limited(unread, input)), DocumentNeeds.NONE, true, List.of());
    }
    onMiss.run();
    Prepared made = measured(prepare.apply(input));
    synchronized (entries) {
      (made.isRefused() ? refused : entries).put(text, made);
    }
    return made;
  }

  private Prepared measured(PreparsedDocumentEntry entry) {
    Document document = entry.getDocument();
    if (entry.hasErrors() || document == null) {
      return isCutOff(entry)
          ? refused(exceeded("tokens", limits.maxTokens()))
          : Prepared.of(entry, DocumentNeeds.NONE);
    }
    QueryCost.Size size = QueryCost.of(schema, document);
    GraphQLError refusal = null;
    if (size.depth() > limits.maxDepth()) {
      refusal = exceeded("depth", limits.maxDepth());
    } else if (size.aliases() > limits.maxAliases()) {
      refusal = exceeded("aliases", limits.maxAliases());
    } else if (size.cost() > limits.maxCost()) {
      refusal = exceeded("cost", limits.maxCost());
    }
    return refusal == null
        ? Prepared.of(entry, DocumentNeeds.of(rules, document))
        : refused(refusal);
  }

  private static Prepared refused(GraphQLError refusal) {
    return Prepared.of(new PreparsedDocumentEntry(refusal), DocumentNeeds.NONE);
  }

  /** Whether the parser gave up at one of its limits, which it tells by its message only. */
  private static boolean isCutOff(PreparsedDocumentEntry entry) {
    return entry.hasErrors()
        && entry.getErrors().stream()
            .anyMatch(error -> String.valueOf(error.getMessage()).contains(PARSING_CANCELLED));
  }

  /** Why this transport cannot carry the operation, or why it cannot be let in now; or nothing. */
  private @Nullable GraphQLError refusal(Prepared prepared, ExecutionInput input) {
    OperationDefinition.Operation kind = kind(prepared, input);
    boolean mayStream = input.getGraphQLContext().hasKey(MAY_STREAM);
    GraphRequest request = input.getGraphQLContext().get(GraphRequest.class);
    boolean isReadOnly = request != null && request.isReadOnly();
    if (isReadOnly && kind == MUTATION) {
      return error(ErrorCode.METHOD_NOT_ALLOWED, "A mutation cannot be sent by GET");
    }
    if (!mayStream && kind == SUBSCRIPTION) {
      return error(
          ErrorCode.NOT_ACCEPTABLE,
          "A subscription needs accept: text/event-stream, or a WebSocket");
    }
    return request == null || input.getGraphQLContext().hasKey(SharedEvent.class)
        ? null
        : turnedAway(request, kind, input);
  }

  private @Nullable GraphQLError turnedAway(
      GraphRequest request, OperationDefinition.Operation kind, ExecutionInput input) {
    RequestGate.Refusal refusal = gate.admit(request, kind);
    return refusal == null ? null : limited(refusal, input);
  }

  private static GraphQLError limited(RequestGate.Refusal refusal, ExecutionInput input) {
    AnswerHeaders headers = input.getGraphQLContext().get(AnswerHeaders.class);
    if (headers != null) {
      String seconds = Long.toString(refusal.retryAfterSeconds());
      headers.merge("retry-after", seconds, (before, now) -> now);
    }
    return error(ErrorCode.RATE_LIMITED, refusal.message());
  }

  /** What is asked for; of several without a name, which is an error, the gravest. */
  private static OperationDefinition.Operation kind(Prepared prepared, ExecutionInput input) {
    String name = input.getOperationName();
    OperationDefinition.Operation gravest = OperationDefinition.Operation.QUERY;
    for (OperationDefinition one : prepared.operations) {
      boolean isMeant = name == null || name.isEmpty() || name.equals(one.getName());
      if (isMeant && one.getOperation().compareTo(gravest) > 0) {
        gravest = one.getOperation();
      }
    }
    return gravest;
  }

  private static GraphQLError exceeded(String what, int limit) {
    return error(
        ErrorCode.LIMIT_EXCEEDED, "The document has too many: " + what + " (limit: " + limit + ")");
  }

  private static GraphQLError error(ErrorCode code, String message) {
    return GraphqlErrorBuilder.newError()
        .message("%s", message)
        .extensions(Map.of(ErrorFormat.CODE, code.name()))
        .build();
  }

  private static final class Recent extends LinkedHashMap<String, Prepared> {

    private static final long serialVersionUID = 1L;
    private static final int INITIAL_CAPACITY = 64;
    private static final float LOAD = 0.75f;

    private final int most;

    Recent(int most) {
      super(INITIAL_CAPACITY, LOAD, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
      return size() > most;
    }
  }
}
