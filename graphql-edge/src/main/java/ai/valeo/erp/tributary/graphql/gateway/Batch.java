package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.Tags;
import ai.valeo.erp.tributary.graphql.edge.OfflineException;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.AnswerHeaders;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.schema.DataFetchingEnvironment;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The root fields of one operation that the centre is asked for, in one request. Used by the
 * threads of one operation, one after the other.
 */
final class Batch {

  private static final String X_CACHE = "x-cache";

  private final Asking asking;
  private final CentreTypes types;
  private final List<Wanted> wanted = new ArrayList<>();

  Batch(Asking asking, CentreTypes types) {
    this.asking = asking;
    this.types = types;
  }

  /** One field on its way; without a key it is never kept. */
  private record Wanted(
      DataFetchingEnvironment field,
      Questions.RootField rootField,
      @Nullable Question normal,
      @Nullable String key,
      CompletableFuture<Object> answer) {

    String name() {
      return field.getMergedField().getResultKey();
    }
  }

  /** Adds a field; its answer comes after {@link #dispatch}. */
  CompletionStage<Object> add(DataFetchingEnvironment field) {
    OperationDefinition operation = field.getOperationDefinition();
    boolean isQuery = operation.getOperation() == Operation.QUERY;
    Questions.RootField rootField =
        new Questions(types).rootField(field, isQuery ? "Query" : "Mutation");
    if (rootField.fields().isEmpty()) {
      throw new OfflineException(field.getField().getName() + ": the centre does not know it");
    }
    GraphRequest request = request(field);
    Question normal = isQuery ? Questions.normal(operation, rootField, request.variables()) : null;
    String key = normal == null ? null : AnswerKeys.of(request.caller(), normal);
    Wanted one = new Wanted(field, rootField, normal, key, new CompletableFuture<>());
    wanted.add(one);
    return one.answer;
  }

  /** Answers everything added so far: from what is kept and fresh, else by the centre. */
  void dispatch() {
    List<Wanted> now = List.copyOf(wanted);
    wanted.clear();
    List<Wanted> asked = now.stream().filter(one -> !answeredFresh(one)).toList();
    if (asked.isEmpty()) {
      return;
    }
    if (!asking.client().tryAcquire()) {
      asked.forEach(this::withoutCentre);
      return;
    }
    DataFetchingEnvironment any = asked.get(0).field;
    GraphRequest request = request(any);
    Question question =
        Questions.together(
            any.getOperationDefinition(),
            asked.stream().map(Wanted::rootField).toList(),
            request.variables());
    long askedAt = asking.cache().moment();
    var unused =
        asking
            .client()
            .ask(question, request)
            .whenComplete((answer, failure) -> {
              if (failure != null || answer == null) {
                asked.forEach(one -> unanswered(one, failure));
              } else {
                answered(asked, answer, askedAt);
              }
            });
  }

  private boolean answeredFresh(Wanted one) {
    if (one.key == null || request(one.field).caller().wantsFresh()) {
      return false;
    }
    AnswerCache.Kept kept = asking.cache().find(one.key);
    if (kept == null || !kept.isFresh()) {
      return false;
    }
    complete(one, kept.value(), CacheUse.HIT);
    return true;
  }

  /** What was a change may have been done, unless the centre was not even reached. */
  private void unanswered(Wanted one, @Nullable Throwable failure) {
    if (one.key != null || isUnreached(failure)) {
      withoutCentre(one);
      return;
    }
    one.answer.complete(
        DataFetcherResult.newResult().error(CentreErrors.unsure(one.name())).build());
  }

  private static boolean isUnreached(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
  }

  /** Answers from what is kept, however old, or says that it cannot. */
  private void withoutCentre(Wanted one) {
    AnswerCache.Kept kept = one.key == null ? null : asking.cache().find(one.key);
    if (kept != null) {
      complete(one, kept.value(), kept.isFresh() ? CacheUse.HIT : CacheUse.STALE);
      return;
    }
    asking.count("OFFLINE");
    one.answer.completeExceptionally(
        new OfflineException(
            one.field.getField().getName()
                + ": only the centre can answer it, and it cannot be asked now"));
  }

  private void answered(List<Wanted> asked, JsonNode answer, long askedAt) {
    try {
      List<GraphQLError> strays = CentreErrors.without(answer, names(asked));
      for (Wanted one : asked) {
        answered(one, answer, strays, askedAt);
      }
    } catch (RuntimeException e) {
      asked.forEach(one -> one.answer.completeExceptionally(e));
    }
  }

  private void answered(Wanted one, JsonNode answer, List<GraphQLError> strays, long askedAt) {
    JsonNode data = answer.path("data").get(one.name());
    Object value = data == null ? null : Json.plain(data);
    List<GraphQLError> errors = new ArrayList<>(CentreErrors.of(answer, one.name()));
    if (data == null && errors.isEmpty()) {
      errors.addAll(strays.isEmpty() ? List.of(CentreErrors.silent(one.name())) : strays);
    }
    if (errors.isEmpty() && one.key != null && one.normal != null) {
      asking
          .cache()
          .keep(
              one.key,
              one.normal.text(),
              new AnswerCache.Answered(value, tags(one.rootField, value), askedAt),
              one.rootField.maxAgeSeconds());
    }
    note(one, CacheUse.MISS);
    one.answer.complete(
        DataFetcherResult.newResult()
            .data(CentreObject.of(value, one.field))
            .errors(errors)
            .build());
  }

  private Set<String> tags(Questions.RootField rootField, @Nullable Object value) {
    SelectionSet fields = SelectionSet.newSelectionSet(rootField.fields()).build();
    var selected = new Tags.Selected(fields, rootField.fragments());
    return Tags.ofField(types, selected, "Query", value);
  }

  private void complete(Wanted one, @Nullable Object value, CacheUse use) {
    note(one, use);
    one.answer.complete(
        DataFetcherResult.newResult().data(CentreObject.of(value, one.field)).build());
  }

  private void note(Wanted one, CacheUse use) {
    asking.count(use.name());
    AnswerHeaders headers = one.field.getGraphQlContext().get(AnswerHeaders.class);
    if (headers != null) {
      headers.merge(X_CACHE, use.name(), Batch::worse);
    }
  }

  private static String worse(String one, String other) {
    return CacheUse.valueOf(one).compareTo(CacheUse.valueOf(other)) >= 0 ? one : other;
  }

  private static List<String> names(List<Wanted> asked) {
    return asked.stream().map(Wanted::name).toList();
  }

  private static GraphRequest request(DataFetchingEnvironment field) {
    GraphRequest request = field.getGraphQlContext().get(GraphRequest.class);
    return Objects.requireNonNull(request, "request in the GraphQL context");
  }
}
