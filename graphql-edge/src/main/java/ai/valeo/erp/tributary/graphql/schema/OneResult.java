package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionResult;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes the one result of a source that tells of one event. */
final class OneResult implements Subscriber<ExecutionResult> {

  private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();

  /** The result; waits for it. */
  ExecutionResult await() {
    return result.join();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(1);
  }

  @Override
  public void onNext(ExecutionResult one) {
    result.complete(one);
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.completeExceptionally(new IllegalStateException("No event was told"));
  }
}
