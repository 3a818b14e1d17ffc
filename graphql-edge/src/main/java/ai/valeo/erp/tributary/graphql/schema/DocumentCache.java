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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents parsed, validated and measured, the least recently used dropped first. What was
 * refused is kept as well, so that asking again costs as little. Any thread.
 */
final class DocumentCache implements PreparsedDocumentProvider {

  /** Context key: set where the answer to a subscription can be sent. */
  static final String MAY_STREAM = "tributary.mayStream";

  private final GraphQLSchema schema;
  private final QueryLimits limits;
  private final Runnable onMiss;
  private final Map<String, PreparsedDocumentEntry> entries;

  DocumentCache(GraphQLSchema schema, QueryLimits limits, Runnable onMiss) {
    this.schema = schema;
    this.limits = limits;
    this.onMiss = onMiss;
    this.entries = new Recent(limits.cachedDocuments());
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> prepare) {
    PreparsedDocumentEntry entry = entry(input, prepare);
    GraphQLError refusal = entry.hasErrors() ? null : refusal(entry.getDocument(), input);
    if (refusal != null) {
      entry = new PreparsedDocumentEntry(refusal);
    }
    return CompletableFuture.completedFuture(entry);
  }

  /** How many documents are kept. */
  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private PreparsedDocumentEntry entry(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> prepare) {
    String text = input.getQuery();
    if (text.length() > limits.maxChars()) {
      return new PreparsedDocumentEntry(exceeded("characters", limits.maxChars()));
    }
    PreparsedDocumentEntry known;
    synchronized (entries) {
      known = entries.get(text);
    }
    if (known != null) {
      return known;
    }
    onMiss.run();
    PreparsedDocumentEntry made = measured(prepare.apply(input));
    synchronized (entries) {
      entries.put(text, made);
    }
    return made;
  }

  private PreparsedDocumentEntry measured(PreparsedDocumentEntry entry) {
    Document document = entry.getDocument();
    if (entry.hasErrors() || document == null) {
      return entry;
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
    return refusal == null ? entry : new PreparsedDocumentEntry(refusal);
  }

  /** Why this transport cannot carry the operation, or nothing. */
  private static @Nullable GraphQLError refusal(@Nullable Document document, ExecutionInput input) {
    boolean mayStream = input.getGraphQLContext().hasKey(MAY_STREAM);
    GraphRequest request = input.getGraphQLContext().get(GraphRequest.class);
    boolean isReadOnly = request != null && request.isReadOnly();
    if (isReadOnly && has(MUTATION, document, input)) {
      return error(ErrorCode.METHOD_NOT_ALLOWED, "A mutation cannot be sent by GET");
    }
    if (!mayStream && has(SUBSCRIPTION, document, input)) {
      return error(
          ErrorCode.NOT_ACCEPTABLE,
          "A subscription needs accept: text/event-stream, or a WebSocket");
    }
    return null;
  }

  private static boolean has(
      OperationDefinition.Operation kind, @Nullable Document document, ExecutionInput input) {
    if (document == null) {
      return false;
    }
    String name = input.getOperationName();
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .filter(one -> name == null || name.isEmpty() || name.equals(one.getName()))
        .anyMatch(one -> one.getOperation() == kind);
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

  private static final class Recent extends LinkedHashMap<String, PreparsedDocumentEntry> {

    private static final long serialVersionUID = 1L;
    private static final int INITIAL_CAPACITY = 64;
    private static final float LOAD = 0.75f;

    private final int most;

    Recent(int most) {
      super(INITIAL_CAPACITY, LOAD, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, PreparsedDocumentEntry> eldest) {
      return size() > most;
    }
  }
}
