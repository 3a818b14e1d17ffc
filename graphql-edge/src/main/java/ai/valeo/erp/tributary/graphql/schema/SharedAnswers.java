package ai.valeo.erp.tributary.graphql.schema;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The events of a subscription as answers, which equal subscriptions share. */
final class SharedAnswers implements Publisher<GraphAnswer> {

  private final SharedEvents events;
  private final Function<SharedEvent, GraphAnswer> tell;
  private final Function<Throwable, Throwable> failure;

  /**
   * Answers.
   *
   * @param tell makes the answer to an event
   * @param failure what is made of a failure of the source
   */
  SharedAnswers(
      SharedEvents events,
      Function<SharedEvent, GraphAnswer> tell,
      Function<Throwable, Throwable> failure) {
    this.events = events;
    this.tell = tell;
    this.failure = failure;
  }

  @Override
  public void subscribe(Subscriber<? super GraphAnswer> subscriber) {
    events.subscribe(
        new Subscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
          }

          @Override
          public void onNext(SharedEvent event) {
            subscriber.onNext(tell.apply(event));
          }

          @Override
          public void onError(Throwable broken) {
            subscriber.onError(failure.apply(broken));
          }

          @Override
          public void onComplete() {
            subscriber.onComplete();
          }
        });
  }
}
