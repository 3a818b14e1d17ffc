package ai.valeo.erp.tributary.graphql.schema;

import graphql.ExecutionResult;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The results of a subscription as answers; demand and end pass through unchanged. */
final class AnswerPublisher implements Publisher<GraphAnswer> {

  private final Publisher<ExecutionResult> results;
  private final Function<ExecutionResult, GraphAnswer> form;

  AnswerPublisher(Publisher<ExecutionResult> results, Function<ExecutionResult, GraphAnswer> form) {
    this.results = results;
    this.form = form;
  }

  @Override
  public void subscribe(Subscriber<? super GraphAnswer> subscriber) {
    results.subscribe(
        new Subscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
          }

          @Override
          public void onNext(ExecutionResult result) {
            subscriber.onNext(form.apply(result));
          }

          @Override
          public void onError(Throwable failure) {
            subscriber.onError(failure);
          }

          @Override
          public void onComplete() {
            subscriber.onComplete();
          }
        });
  }
}
