package ai.valeo.erp.tributary.graphql.fetch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Tells of one event, and no more. */
final class OneEvent implements Publisher<Object> {

  private final Object event;

  OneEvent(Object event) {
    this.event = event;
  }

  @Override
  public void subscribe(Subscriber<? super Object> subscriber) {
    var isTold = new AtomicBoolean();
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long count) {
            if (isTold.compareAndSet(false, true)) {
              subscriber.onNext(event);
              subscriber.onComplete();
            }
          }

          @Override
          public void cancel() {
            isTold.set(true);
          }
        });
  }
}
