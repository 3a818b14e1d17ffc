package ai.valeo.erp.tributary.graphql.schema;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a fetcher throws into an error with a code; what nobody expected is logged. */
final class FailureHandler implements DataFetcherExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

  private final Function<Throwable, @Nullable ErrorCode> expected;

  /**
   * A handler.
   *
   * @param expected the code of a failure whose message is for the client, or none
   */
  FailureHandler(Function<Throwable, @Nullable ErrorCode> expected) {
    this.expected = expected;
  }

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters failed) {
    Throwable failure = cause(failed.getException());
    ErrorCode code =
        failure instanceof DeniedException denied ? denied.code() : expected.apply(failure);
    if (code == null) {
      code = ErrorCode.INTERNAL;
      log.atError()
          .setCause(failure)
          .addKeyValue("path", failed.getPath().toString())
          .addKeyValue("requestId", failed.getDataFetchingEnvironment().getExecutionId().toString())
          .log("GraphQL field failed");
    }
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(
                GraphqlErrorBuilder.newError()
                    .message("%s", String.valueOf(failure.getMessage()))
                    .location(failed.getSourceLocation())
                    .path(failed.getPath())
                    .extensions(Map.of(ErrorFormat.CODE, code.name()))
                    .build())
            .build());
  }

  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
