package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.ExecutionId;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.reactive.SubscriptionPublisher;
import graphql.introspection.Introspection;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Answers GraphQL requests. Any thread; the caller's thread runs the fetchers, so it must be one
 * that may block.
 */
public final class GraphEngine {

  private final GraphQL graphQl;
  private final ParserOptions parserOptions;
  private final boolean introspection;
  private final Function<Throwable, @Nullable ErrorCode> expected;
  private final AccessSink accesses;
  private final ReadGate gate;

  /**
   * An engine.
   *
   * @param schema the schema with its fetchers
   * @param limits what a document may be
   * @param expected the code of a fetcher's failure whose message is for the client, or none
   * @param onMiss told when a document had to be parsed
   */
  public GraphEngine(
      GraphQLSchema schema,
      QueryLimits limits,
      Function<Throwable, @Nullable ErrorCode> expected,
      Runnable onMiss) {
    this(schema, limits, expected, onMiss, Watch.NONE);
  }

  /**
   * An engine that is watched.
   *
   * @param watch what watches it
   */
  public GraphEngine(
      GraphQLSchema schema,
      QueryLimits limits,
      Function<Throwable, @Nullable ErrorCode> expected,
      Runnable onMiss,
      Watch watch) {
    FailureHandler failures = new FailureHandler(expected);
    FieldRules rules = new FieldRules(schema, watch.data);
    FieldGuard guard = new FieldGuard(rules, watch.data);
    this.accesses = watch.accesses;
    this.graphQl =
        GraphQL.newGraphQL(schema)
            .instrumentation(
                watch.steps.equals(SimplePerformantInstrumentation.INSTANCE)
                    ? guard
                    : new ChainedInstrumentation(watch.steps, guard))
            .preparsedDocumentProvider(new DocumentCache(rules, watch.gate, limits, onMiss))
            .defaultDataFetcherExceptionHandler(failures)
            .queryExecutionStrategy(new WatchedQueries(failures, watch.operations))
            .mutationExecutionStrategy(new WatchedMutations(failures, watch.operations))
            .build();
    this.parserOptions =
        ParserOptions.getDefaultOperationParserOptions()
            .transform(options ->
                options
                    .maxCharacters(limits.maxChars())
                    .maxTokens(limits.maxTokens())
                    .captureLineComments(false));
    this.introspection = limits.introspection();
    this.expected = expected;
    this.gate = ReadGate.OPEN;
  }

  private GraphEngine(GraphEngine same, ReadGate gate) {
    this.graphQl = same.graphQl;
    this.parserOptions = same.parserOptions;
    this.introspection = same.introspection;
    this.accesses = same.accesses;
    this.expected = same.expected;
    this.gate = gate;
  }

  /** The same, where requests wait for what their clients have written. */
  public GraphEngine awaiting(ReadGate readGate) {
    return new GraphEngine(this, readGate);
  }

  /**
   * What watches an engine.
   *
   * @param steps is told of every step
   * @param operations stands around the running of queries and mutations
   * @param gate lets operations in
   * @param data says what of the data is whose
   * @param accesses is told which personal data was read
   */
  public record Watch(
      Instrumentation steps,
      OperationWatch operations,
      RequestGate gate,
      DataRule data,
      AccessSink accesses) {

    /** Nothing. */
    public static final Watch NONE =
        new Watch(
            SimplePerformantInstrumentation.INSTANCE,
            OperationWatch.NONE,
            RequestGate.OPEN,
            DataRule.NONE,
            AccessSink.NONE);

    /** The same, with another around the running of operations. */
    public Watch around(OperationWatch around) {
      return new Watch(steps, around, gate, data, accesses);
    }

    /** The same, with another that is told of every step. */
    public Watch telling(Instrumentation told) {
      return new Watch(told, operations, gate, data, accesses);
    }
  }

  /** Answers one query or mutation; never throws for what a client sends. */
  public GraphAnswer answer(GraphRequest request) {
    return answering(request).join();
  }

  /**
   * Answers one query or mutation; a subscription is refused. Fetchers may go on by themselves
   * after this returns.
   */
  public CompletableFuture<GraphAnswer> answering(GraphRequest request) {
    return answering(request, new Cancellation());
  }

  /**
   * The same, which may be ended early.
   *
   * @param cancellation ends it
   */
  public CompletableFuture<GraphAnswer> answering(GraphRequest request, Cancellation cancellation) {
    ExecutionInput input = input(request, false);
    cancellation.begins(input::cancel);
    return after(
        request,
        () -> graphQl.executeAsync(input).thenApply(result -> answer(result, input)),
        refusal -> refusal);
  }

  /** Answers one request, or begins its subscription. */
  public CompletableFuture<Execution> start(GraphRequest request) {
    return start(request, new Cancellation());
  }

  /**
   * The same, which may be ended early, before a subscription has begun.
   *
   * @param cancellation ends it
   */
  @SuppressWarnings("unchecked")
  public CompletableFuture<Execution> start(GraphRequest request, Cancellation cancellation) {
    ExecutionInput input = input(request, true);
    cancellation.begins(input::cancel);
    return after(
        request,
        () ->
            graphQl
                .executeAsync(input)
                .thenApply(result ->
                    result.getData() instanceof Publisher<?> results
                        ? stream((Publisher<ExecutionResult>) results, request, input)
                        : new Execution.Once(answer(result, input))),
        Execution.Once::new);
  }

  /** Goes on once what the caller has written can be read. */
  private <T> CompletableFuture<T> after(
      GraphRequest request,
      Supplier<CompletableFuture<T>> further,
      Function<GraphAnswer, T> refusal) {
    String token = request.caller().readToken();
    if (token == null) {
      return further.get();
    }
    return passed(token)
        .thenCompose(failure ->
            failure == null
                ? further.get()
                : CompletableFuture.completedFuture(refusal.apply(refused(request, failure))));
  }

  private CompletableFuture<@Nullable Throwable> passed(String token) {
    try {
      return gate.pass(token).handle((done, failure) -> failure);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(e);
    }
  }

  private GraphAnswer refused(GraphRequest request, Throwable failure) {
    Throwable cause = FailureHandler.cause(failure);
    ErrorCode code = expected.apply(cause);
    if (code == null) {
      throw new CompletionException(cause);
    }
    String message = String.valueOf(cause.getMessage());
    return new GraphAnswer(
        false, Set.of(code), ErrorFormat.answer(code, message, request.id()), Map.of());
  }

  private Execution stream(
      Publisher<ExecutionResult> results, GraphRequest request, ExecutionInput input) {
    if (results instanceof SubscriptionPublisher mapped
        && (Object) mapped.getUpstreamPublisher() instanceof SharedEvents events) {
      Audience audience =
          Audience.of(
              request,
              events.beginningVariable(),
              input.getGraphQLContext().hasKey(FieldGuard.MUST_LOOK));
      return new Execution.Stream(
          new SharedAnswers(
              events,
              event -> event.answer(audience, () -> tell(request, event)),
              broken -> ended(broken, request.id())),
          true);
    }
    return new Execution.Stream(new AnswerPublisher(results, one -> answer(one, input)), false);
  }

  /** The answer of a subscription to one event. */
  @SuppressWarnings("unchecked")
  private GraphAnswer tell(GraphRequest request, SharedEvent event) {
    ExecutionInput input = input(request, true);
    input.getGraphQLContext().put(SharedEvent.class, event);
    ExecutionResult result = graphQl.execute(input);
    if (result.getData() instanceof Publisher<?> one) {
      var only = new OneResult();
      ((Publisher<ExecutionResult>) one).subscribe(only);
      result = only.await();
    }
    GraphAnswer answer = answer(result, input);
    String position = event.position();
    if (position != null) {
      answer.body().put("extensions", Map.of("position", position));
    }
    return answer;
  }

  private Throwable ended(Throwable broken, String requestId) {
    ErrorCode code = expected.apply(broken);
    if (code == null) {
      return broken;
    }
    String message = String.valueOf(broken.getMessage());
    return new StreamEndedException(
        new GraphAnswer(
            false, Set.of(code), ErrorFormat.answer(code, message, requestId), Map.of()),
        broken);
  }

  private ExecutionInput input(GraphRequest request, boolean mayStream) {
    return ExecutionInput.newExecutionInput(request.query())
        .operationName(request.operationName())
        .variables(request.variables())
        .executionId(ExecutionId.from(request.id()))
        .graphQLContext(context(request, mayStream))
        .build();
  }

  private Map<Object, Object> context(GraphRequest request, boolean mayStream) {
    Map<Object, Object> context = new LinkedHashMap<>();
    context.put(ParserOptions.class, parserOptions);
    context.put(GraphRequest.class, request);
    context.put(AnswerHeaders.class, new AnswerHeaders());
    if (!introspection) {
      context.put(Introspection.INTROSPECTION_DISABLED, true);
    }
    if (mayStream) {
      context.put(DocumentCache.MAY_STREAM, true);
    }
    return context;
  }

  private GraphAnswer answer(ExecutionResult result, ExecutionInput input) {
    tellAccesses(input);
    String requestId = input.getExecutionIdNonNull().toString();
    AnswerHeaders headers = input.getGraphQLContext().get(AnswerHeaders.class);
    List<GraphQLError> errors = result.getErrors();
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    Map<String, Object> body = new LinkedHashMap<>();
    if (!errors.isEmpty()) {
      var formatted = new ArrayList<Map<String, Object>>(errors.size());
      for (GraphQLError error : errors) {
        codes.add(ErrorFormat.code(error));
        formatted.add(ErrorFormat.format(error, requestId));
      }
      body.put("errors", formatted);
    }
    if (result.isDataPresent()) {
      body.put("data", result.getData());
    }
    Map<String, Object> extensions = headers == null ? Map.of() : headers.extensions();
    if (!extensions.isEmpty()) {
      body.put("extensions", extensions);
    }
    return new GraphAnswer(
        result.isDataPresent(), codes, body, headers == null ? Map.of() : headers.all());
  }

  private void tellAccesses(ExecutionInput input) {
    Accesses gathered = input.getGraphQLContext().get(Accesses.class);
    GraphRequest request = input.getGraphQLContext().get(GraphRequest.class);
    List<DataRule.PersonalRead> reads = gathered == null ? List.of() : gathered.take();
    if (request != null && !reads.isEmpty()) {
      accesses.read(request, reads);
    }
  }
}
